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
import { type HolmFamily, type Protocol } from "../evaluation";
import { METRICS } from "../metrics";
import {
  type SamplerName,
  samplerNames,
  type SearchDirection,
  type SearchSpace,
  searchSpaceSchema,
} from "../search";

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
          /** What settings are searched on. */
          readonly valid?: string;
          readonly test: string;
          /** Each test user's negatives, as a split writes them. */
          readonly negatives?: string;
        }
    );
  /**
   * A file of what is known of items: their categories, for metrics and models that are over
   * interests, and other columns, for models that read them.
   */
  readonly catalogue?: string;
  /** A file of what is known of users, for models that read it. */
  readonly userCatalogue?: string;
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
  /** How models that have a search space are tuned: on the split's validation part. */
  readonly search: ExperimentSearch;
  /** Where trials are shown while they run, besides the result folder. */
  readonly tracking: ExperimentTracking;
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
  /** Settings to tune; a name with dots is a setting within a setting (`optimizer.kind`). */
  readonly search?: SearchSpace;
  /**
   * A program of one's own in place of the registry's model, which speaks as `processRunner`
   * says: `[node, trial.mjs]`.
   */
  readonly program?: readonly string[];
}

/** How settings are searched, the same for each model that has a search space. */
export interface ExperimentSearch {
  /** Default "gp". */
  readonly sampler: SamplerName;
  /** Settings tried for each model. Default 30. */
  readonly trials: number;
  /** No trial is begun once a model's trials took so many seconds in all. */
  readonly seconds?: number;
  /** A trial that takes longer has failed. */
  readonly secondsPerTrial?: number;
  /** Trials side by side. Default 1: a trial takes all cores where it can. */
  readonly workers: number;
  /** Of the sampler. Default 1. */
  readonly seed: number;
  /** The first metric, if left out; several: a Pareto front is searched. */
  readonly objectives?: readonly ExperimentObjective[];
  readonly pruning?: ExperimentPruning;
}

/** A metric of the experiment, or fitSeconds, predictSeconds, peakBytes, or a program's own. */
export interface ExperimentObjective {
  readonly metric: string;
  /** Known for what the library measures. */
  readonly direction?: SearchDirection;
}

/** Which trials are cut short, see `TrialPruning`. */
export type ExperimentPruning =
  | {
      readonly kind: "median";
      readonly startupTrials?: number;
      readonly warmupSteps?: number;
      /** Of intermediate values; "minimize" for the library's models, which tell a loss. */
      readonly direction?: SearchDirection;
    }
  | {
      readonly kind: "asha" | "halving";
      /** The setting that is the budget, such as epochs. */
      readonly setting: string;
      readonly least: number;
      readonly most: number;
      readonly reduction?: number;
    };

/** Where trials are shown. */
export interface ExperimentTracking {
  /** Event files in the result folder. Default true. */
  readonly tensorboard: boolean;
  /** The address of an MLflow server. */
  readonly mlflow?: string;
}

const text = z.string().min(1);
const reading = {
  columns: z.partialRecord(z.enum(columnRoles), text).optional(),
  encoding: z.enum(encodings).optional(),
};

const direction = z.enum(["minimize", "maximize"]).optional();
const count = z.number().int().min(1);

const pruning = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("median"),
    startupTrials: z.number().int().min(0).optional(),
    warmupSteps: z.number().int().min(0).optional(),
    direction,
  }),
  z.strictObject({
    kind: z.enum(["asha", "halving"]),
    setting: text,
    least: count,
    most: count,
    reduction: z.number().int().min(2).optional(),
  }),
]);

const searchParts = {
  sampler: z.enum(samplerNames).default("gp"),
  trials: count.default(30),
  seconds: z.number().positive().optional(),
  secondsPerTrial: z.number().positive().optional(),
  workers: count.default(1),
  seed: z.number().int().min(0).default(1),
  objectives: z
    .array(z.strictObject({ metric: text, direction }))
    .min(1)
    .optional(),
  pruning: pruning.optional(),
};

const trackingParts = {
  tensorboard: z.boolean().default(true),
  mlflow: z.url({ protocol: /^https?$/ }).optional(),
};

/** The schema of an experiment file. */
export const experimentSchema: z.ZodType<Experiment> = z.strictObject({
  name: text,
  data: z.union([
    z.strictObject({ input: text, ...reading }),
    z.strictObject({
      train: text,
      valid: text.optional(),
      test: text,
      negatives: text.optional(),
      ...reading,
    }),
  ]),
  catalogue: text.optional(),
  userCatalogue: text.optional(),
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
        search: searchSpaceSchema.optional(),
        program: z.array(text).min(1).optional(),
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
  search: z.strictObject(searchParts).prefault({}),
  tracking: z.strictObject(trackingParts).prefault({}),
});
