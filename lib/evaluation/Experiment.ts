import { z } from "zod";
import { cleaningRuleNames, type CleaningRules, cleaningSchema } from "../data";
import { METRICS } from "../metrics";

/** An experiment: everything that its figures follow from, as one file has it. */
export interface Experiment {
  /** The name of the result folder. */
  readonly name: string;
  /** What to read: one log that is split, or train and test apart; any format that is read. */
  readonly data:
    | { readonly input: string; readonly columns?: Readonly<Record<string, string>> }
    | {
        readonly train: string;
        readonly test: string;
        readonly columns?: Readonly<Record<string, string>>;
      };
  /** A file of item categories, for metrics and models that are over interests. */
  readonly catalogue?: string;
  /** Of the one log, before it is split: what is learned (means, bounds) is learned from all of it. */
  readonly cleaning?: CleaningRules;
  /** A protocol of the data room, such as {name: per-user-temporal, testShare: 0.2}. */
  readonly split?: { readonly name: string };
  readonly models: readonly ExperimentModel[];
  /** The name of the model that others are tested against; the first, if left out. */
  readonly baseline?: string;
  /** Names in `METRICS`. */
  readonly metrics: readonly string[];
  readonly k: number;
  readonly relevantFrom: number | null;
  readonly excludeSeen: boolean;
  readonly candidates: "all" | { readonly sampled: number };
  readonly seeds: readonly number[];
}

/** A model with its settings. */
export interface ExperimentModel {
  /** In the registry. */
  readonly model: string;
  /** In tables; the model's own if left out. */
  readonly name?: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const text = z.string().min(1);
const columns = z.record(z.string(), text).optional();

const parts = {
  name: text,
  data: z.union([
    z.strictObject({ input: text, columns }),
    z.strictObject({ train: text, test: text, columns }),
  ]),
  catalogue: text.optional(),
  cleaning: cleaningSchema.optional(),
  split: z.looseObject({ name: text }).optional(),
  models: z
    .array(
      z.strictObject({
        model: text,
        name: text.optional(),
        config: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1),
  baseline: text.optional(),
  metrics: z.array(z.enum(Object.keys(METRICS) as [string, ...string[]])).min(1),
  k: z.number().int().min(1).default(10),
  relevantFrom: z.number().nullable().default(null),
  excludeSeen: z.boolean().default(true),
  candidates: z
    .union([z.literal("all"), z.strictObject({ sampled: z.number().int().min(1) })])
    .default("all"),
  seeds: z.array(z.number().int().min(0)).min(1).default([1]),
};

/** The schema of an experiment file. */
export const experimentSchema: z.ZodType<Experiment> = z.strictObject(parts);

/** Keys that a file may have at any level, for suggestions. */
export const experimentKeys: readonly string[] = [
  ...Object.keys(parts),
  ...cleaningRuleNames,
  ...["input", "train", "test", "columns", "model", "config", "sampled"],
];
