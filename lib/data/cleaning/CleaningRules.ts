import { z } from "zod";
import { schemaFault } from "../schemaFault";

/** Over which rows something is learned: all, or each user's or item's. */
export type Grouping = "overall" | "user" | "item";

/** How the bounds of usual values are found. */
export interface OutlierBounds {
  /**
   * iqr: quartiles -+ threshold x their distance; zscore: mean -+ threshold x standard deviation;
   * mad: median -+ threshold x 1.4826 x median absolute deviation; percentile: the quantiles
   * `lower` and `upper`.
   */
  readonly method: "iqr" | "zscore" | "mad" | "percentile";
  /** Default 1.5 (iqr), 3 (zscore), 3.5 (mad). */
  readonly threshold?: number;
  /** Default 0.01. */
  readonly lower?: number;
  /** Default 0.99. */
  readonly upper?: number;
}

/** What is cleaned, in the order in which it is done; what is left out is not done. */
export interface CleaningRules {
  /** Time stamps outside are impossible: their rows are removed. ISO 8601; latest default: now. */
  readonly times?: { readonly earliest?: string; readonly latest?: string };
  /** Rows equal in every column to an earlier one are removed. */
  readonly duplicates?: boolean;
  /** Missing values and times. Without a time is "keep" by default. */
  readonly missing?: {
    readonly value?:
      | "keep"
      | "drop"
      | "mean"
      | "median"
      | "user-mean"
      | "user-median"
      | "item-mean"
      | "item-median"
      | { readonly constant: number };
    readonly time?: "keep" | "drop";
  };
  /** Several rows of the same user, item and kind become one: the first or last in time, or the
   * last with the mean, sum or maximum of their values. */
  readonly repeats?: { readonly keep: "first" | "last" | "mean" | "sum" | "max" };
  /** Values outside the usual: their rows removed, the value clipped to the bound, or flagged. */
  readonly valueOutliers?: OutlierBounds & {
    readonly by?: Grouping;
    readonly action: "drop" | "clip" | "flag";
  };
  /** Users or items with more rows (in all, or on their busiest day) than usual, or than `max`. */
  readonly activityOutliers?: Partial<OutlierBounds> & {
    readonly of: "user" | "item";
    readonly measure?: "rows" | "rowsPerDay";
    readonly max?: number;
    readonly action: "drop" | "flag";
  };
  /** Each value times the weight of its row's kind, `{ view: 1, purchase: 5 }`; kinds left out: 1.
   * A log without values gets a column of them: the weights. A kind that the log lacks is an error,
   * unless what an earlier cleaning learned is applied. */
  readonly kindWeights?: Readonly<Record<string, number>>;
  /** Rows of a value below `min` are removed, the others' value becomes 1. */
  readonly threshold?: { readonly min: number };
  /** Users with fewer rows than `users` and items with fewer than `items` are removed, repeatedly,
   * until none is left. */
  readonly kCore?: { readonly users?: number; readonly items?: number };
  /** min-max: (value - min) / (max - min); log1p: ln(1 + value). */
  readonly normalise?: { readonly method: "min-max" | "log1p"; readonly by?: Grouping };
  /** (value - mean) / standard deviation (of the population). */
  readonly standardise?: { readonly by?: Grouping };
}

/** What is done without rules: nothing but what no use of the log could want. */
export const DEFAULT_RULES: CleaningRules = { duplicates: true, missing: { value: "drop" } };

const grouping = z.enum(["overall", "user", "item"]);
const bounds = {
  method: z.enum(["iqr", "zscore", "mad", "percentile"]),
  threshold: z.number().positive().optional(),
  lower: z.number().min(0).max(1).optional(),
  upper: z.number().min(0).max(1).optional(),
};
const date = z
  .union([z.string(), z.date().transform((value) => value.toISOString())])
  .refine((text) => !Number.isNaN(Date.parse(text)), "an ISO 8601 date");
const fills = [
  ...(["keep", "drop", "mean", "median"] as const),
  ...(["user-mean", "user-median", "item-mean", "item-median"] as const),
] as const;

const rules = {
  times: z.strictObject({ earliest: date.optional(), latest: date.optional() }).optional(),
  duplicates: z.boolean().optional(),
  missing: z
    .strictObject({
      value: z.union([z.enum(fills), z.strictObject({ constant: z.number() })]).optional(),
      time: z.enum(["keep", "drop"]).optional(),
    })
    .optional(),
  repeats: z.strictObject({ keep: z.enum(["first", "last", "mean", "sum", "max"]) }).optional(),
  valueOutliers: z
    .strictObject({ ...bounds, by: grouping.optional(), action: z.enum(["drop", "clip", "flag"]) })
    .optional(),
  activityOutliers: z
    .strictObject({
      ...bounds,
      method: bounds.method.optional(),
      of: z.enum(["user", "item"]),
      measure: z.enum(["rows", "rowsPerDay"]).optional(),
      max: z.number().positive().optional(),
      action: z.enum(["drop", "flag"]),
    })
    .refine((rule) => (rule.method === undefined) !== (rule.max === undefined), {
      message: "either method or max",
    })
    .optional(),
  kindWeights: z.record(z.string(), z.number()).optional(),
  threshold: z.strictObject({ min: z.number() }).optional(),
  kCore: z
    .strictObject({
      users: z.number().int().min(1).optional(),
      items: z.number().int().min(1).optional(),
    })
    .optional(),
  normalise: z
    .strictObject({ method: z.enum(["min-max", "log1p"]), by: grouping.optional() })
    .optional(),
  standardise: z.strictObject({ by: grouping.optional() }).optional(),
};

/** The schema of rules, for files that have them as a part. */
export const cleaningSchema: z.ZodType<CleaningRules> = z.strictObject(rules);

/**
 * Checks rules, as an object, or as read from YAML or JSON.
 *
 * @throws RangeError naming the first rule that is unknown or wrong
 */
export function parseCleaningRules(rules: unknown): CleaningRules {
  const parsed = cleaningSchema.safeParse(rules);
  if (parsed.success) return parsed.data;
  const { message } = schemaFault(cleaningSchema, parsed.error, rules, { whole: "the rules" });
  throw new RangeError(`clean requires valid rules, got ${message}`);
}
