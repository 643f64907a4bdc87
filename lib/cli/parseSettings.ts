/**
 * Settings as they are typed, `name=value`; values are read as JSON where they are JSON (numbers,
 * true, null), else as text.
 *
 * @throws RangeError if a setting has no `=`
 */
export function parseSettings(settings: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => {
      const equals = setting.indexOf("=");
      if (equals < 1) {
        throw new RangeError(`--set requires name=value, got ${setting}`);
      }
      return [setting.slice(0, equals), jsonOrText(setting.slice(equals + 1))];
    }),
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
