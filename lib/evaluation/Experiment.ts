import { z } from "zod";
import {
  type CleaningRules,
  type ColumnMap,
  cleaningSchema,
  columnRoles,
  type Encoding,
  encodings,
  splitNames,
  type SplitProtocol,
} from "../data";
import { METRICS } from "../metrics";
import { type HolmFamily } from "./compareRuns";
import { type Protocol } from "./Protocol";

/** An experiment: everything that its figures follow from, as one file has it. */
export interface Experiment {
  /** The name of the result folder. */
  readonly name: string;
  /** What to read: one log that is split, or train and test apart; any format that is read. */
  readonly data: ExperimentFiles &
    (
      | { readonly input: string }
      | {
          readonly train: string;
          readonly test: string;
          /** Each test user's negatives, as a split writes them. */
          readonly negatives?: string;
        }
    );
  /** A file of item categories, for metrics and models that are over interests. */
  readonly catalogue?: string;
  /**
   * Of the one log, before it is split: what is learned (means, bounds) is learned from all of it. Of
   * train and test apart: learned from train, applied to both; test is cut to no k-core.
   */
  readonly cleaning?: CleaningRules;
  /** A file of users' true distributions, a column an interest, where they are known. */
  readonly truth?: string;
  /** A protocol of the data room, such as {name: per-user-temporal, testShare: 0.2}. */
  readonly split?: SplitProtocol;
  readonly models: readonly ExperimentModel[];
  /** The name of the model that others are tested against; the first, if left out. */
  readonly baseline?: string;
  /** Names in `METRICS`. */
  readonly metrics: readonly string[];
  readonly k: number;
  readonly relevantFrom: number | null;
  readonly excludeSeen: boolean;
  readonly candidates: Protocol["candidates"];
  readonly seeds: readonly number[];
  readonly holmFamily: HolmFamily;
}

/** How an experiment's files are read. */
interface ExperimentFiles {
  readonly columns?: ColumnMap;
  /** Of text files, the catalogue too; default UTF-8. */
  readonly encoding?: Encoding;
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
const reading = {
  columns: z.partialRecord(z.enum(columnRoles), text).optional(),
  encoding: z.enum(encodings).optional(),
};

/** The schema of an experiment file. */
export const experimentSchema: z.ZodType<Experiment> = z.strictObject({
  name: text,
  data: z.union([
    z.strictObject({ input: text, ...reading }),
    z.strictObject({ train: text, test: text, negatives: text.optional(), ...reading }),
  ]),
  catalogue: text.optional(),
  cleaning: cleaningSchema.optional(),
  truth: text.optional(),
  // Its settings depend on its name: `parseExperiment` checks them.
  split: z.looseObject({ name: z.enum(splitNames) }).optional(),
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
    .union([z.enum(["all", "negatives"]), z.strictObject({ sampled: z.number().int().min(1) })])
    .default("all"),
  seeds: z.array(z.number().int().min(0)).min(1).default([1]),
  holmFamily: z.enum(["all", "metric"]).default("all"),
});
