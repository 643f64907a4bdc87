/**
 * A whole number as it is typed.
 *
 * @throws RangeError naming verb and option if it is none
 */
export function wholeNumber(verb: string, option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value)) {
    throw new RangeError(`${verb} requires a whole number for ${option}, got ${text}`);
  }
  return value;
}
