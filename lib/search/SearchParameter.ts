import { z } from "zod";

/** A value that a parameter takes: a number, or one of a categorical parameter's choices. */
export type ParameterValue = number | string | boolean | null;

/** When a parameter is there at all: another one, declared before it, has one of these values. */
export interface SearchCondition {
  readonly parameter: string;
  readonly is: readonly ParameterValue[];
}

/** A real number in [low, high]. */
export interface FloatParameter {
  readonly type: "float";
  readonly low: number;
  readonly high: number;
  /** Spread evenly over the logarithm; low is then above 0. Default false. */
  readonly log?: boolean;
  /** Only low, low + step, low + 2 step, ...; not together with `log`. */
  readonly step?: number;
  readonly when?: SearchCondition;
}

/** An integer in [low, high]. */
export interface IntParameter {
  readonly type: "int";
  readonly low: number;
  readonly high: number;
  /** Spread evenly over the logarithm; low is then at least 1. Default false. */
  readonly log?: boolean;
  /** Only low, low + step, low + 2 step, ...; not together with `log`. Default 1. */
  readonly step?: number;
  readonly when?: SearchCondition;
}

/** One of a list, without an order. */
export interface CategoricalParameter {
  readonly type: "categorical";
  readonly choices: readonly ParameterValue[];
  readonly when?: SearchCondition;
}

/** One dimension of a search space, as plain JSON. */
export type SearchParameter = FloatParameter | IntParameter | CategoricalParameter;

const value = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const when = z.strictObject({ parameter: z.string(), is: z.array(value).min(1) }).optional();
const numeric = { low: z.number(), high: z.number(), log: z.boolean().optional(), when };

type Numeric = Omit<FloatParameter, "type">;

const spread = {
  check: ({ low, high }: Numeric) => low < high,
  error: { error: "high is above low", path: ["high"] },
};
const oneSpacing = {
  check: ({ log, step }: Numeric) => !(log && step !== undefined),
  error: { error: "log and step exclude each other", path: ["step"] },
};
const logFrom = (least: string, check: (low: number) => boolean) => ({
  check: ({ log, low }: Numeric) => !log || check(low),
  error: { error: `on a log scale low is ${least}`, path: ["low"] },
});
const positive = logFrom("above 0", (low) => low > 0);
const atLeastOne = logFrom("at least 1", (low) => low >= 1);

/** The schema of one parameter. */
export const searchParameterSchema: z.ZodType<SearchParameter> = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("float"), ...numeric, step: z.number().positive().optional() })
    .refine(spread.check, spread.error)
    .refine(oneSpacing.check, oneSpacing.error)
    .refine(positive.check, positive.error),
  z
    .strictObject({
      type: z.literal("int"),
      ...numeric,
      low: z.number().int(),
      high: z.number().int(),
      step: z.number().int().positive().optional(),
    })
    .refine(spread.check, spread.error)
    .refine(oneSpacing.check, oneSpacing.error)
    .refine(atLeastOne.check, atLeastOne.error),
  z.strictObject({
    type: z.literal("categorical"),
    choices: z
      .array(value)
      .min(1)
      .refine((choices) => new Set(choices).size === choices.length, {
        error: "choices differ from each other",
      }),
    when,
  }),
]);
