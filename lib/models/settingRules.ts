/** What holds of a setting's value, and how that is said after "requires <name>". */
export interface SettingRule {
  readonly condition: string;
  readonly holds: (value: unknown) => boolean;
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function atLeast(low: number): SettingRule {
  return {
    condition: `of at least ${low}`,
    holds: (value) => isNumber(value) && value >= low,
  };
}

export function above(low: number): SettingRule {
  return { condition: `above ${low}`, holds: (value) => isNumber(value) && value > low };
}

export function between(low: number, high: number): SettingRule {
  return {
    condition: `from ${low} to ${high}`,
    holds: (value) => isNumber(value) && value >= low && value <= high,
  };
}

export function whole(low: number): SettingRule {
  return {
    condition: `that is a whole number of at least ${low}`,
    holds: (value) => Number.isInteger(value) && (value as number) >= low,
  };
}

export function oneOf(...names: string[]): SettingRule {
  return {
    condition: `that is one of ${names.join(", ")}`,
    holds: (value) => names.includes(value as string),
  };
}

export const trueOrFalse: SettingRule = {
  condition: "that is true or false",
  holds: (value) => typeof value === "boolean",
};

export function orNull(rule: SettingRule): SettingRule {
  return {
    condition: `${rule.condition}, or null`,
    holds: (value) => value === null || rule.holds(value),
  };
}

/** Settings of their own, told apart by their `kind`; the rest are finite numbers or switches. */
export function kindOf(...kinds: string[]): SettingRule {
  return {
    condition: `of a kind among ${kinds.join(", ")}, with finite numbers`,
    holds: (value) => {
      if (typeof value !== "object" || value === null) return false;
      const { kind, ...rest } = value as Record<string, unknown>;
      return (
        kinds.includes(kind as string) &&
        Object.values(rest).every(
          (part) => part === undefined || isNumber(part) || typeof part === "boolean",
        )
      );
    },
  };
}
