import { readFileSync } from "node:fs";
import {
  type Audit,
  clean,
  type ColumnMap,
  type Encoding,
  type Interactions,
  pairColumns,
  readCatalogue,
  readInteractions,
  type Split,
  split,
  splitFolds,
} from "../data";
import { parseForecasts, type TrainTest } from "../evaluation";
import { type InterestDistribution, type InterestSpace } from "../interests";
import {
  createModel,
  type Model,
  modelParts,
  type ModelParts,
  MODELS,
  registeredName,
} from "../models";
import { type Experiment } from "./Experiment";

/** A part to learn from, one to tune on, and one to test on. */
export interface ExperimentSplit extends TrainTest {
  /** null where the experiment's data has none. */
  readonly valid: Interactions | null;
}

/** What an experiment's models are fitted and measured on. */
export interface ExperimentData {
  readonly splits: readonly ExperimentSplit[];
  /** The interests of the items' categories, if the experiment names a catalogue. */
  readonly space: InterestSpace | undefined;
  /** What models are made with: the space, and what is known of items and users. */
  readonly parts: ModelParts;
  /** Users' true distributions, where they are known. */
  readonly truth: InterestDistribution | undefined;
  /** What cleaning removed and changed; null where the experiment has none. */
  readonly audit: Audit | null;
  /** The same of the test part, where it was given apart. */
  readonly testAudit: Audit | null;
}

/**
 * Reads, cleans and splits an experiment's data.
 *
 * @throws RangeError if a file or a setting is wrong
 */
export async function experimentData(
  experiment: Experiment,
  signal?: AbortSignal,
): Promise<ExperimentData> {
  checkNegatives(experiment);
  const parts = await readParts(experiment, signal);
  const truth =
    experiment.truth === undefined
      ? undefined
      : parseForecasts(readFileSync(experiment.truth, "utf8"), experiment.truth);
  const modelParts = await experimentParts(experiment, parts.splits[0].train);
  return { ...parts, truth, space: modelParts.space, parts: modelParts };
}

/** Negatives that are drawn or given are the candidates, and candidates are there. */
function checkNegatives({ data, split: protocol, candidates }: Experiment): void {
  const given = "negatives" in data ? data.negatives : "input" in data && protocol?.negatives;
  if (Boolean(given) === (candidates === "negatives")) return;
  throw new RangeError(
    `an experiment with negatives (split.negatives or data.negatives) requires candidates ` +
      `negatives, and they require it; got candidates ${JSON.stringify(candidates)} ` +
      `${given ? "with" : "without"} negatives`,
  );
}

type Parts = Pick<ExperimentData, "splits" | "audit" | "testAudit">;

async function readParts(experiment: Experiment, signal?: AbortSignal): Promise<Parts> {
  const { data, cleaning, split: protocol } = experiment;
  if ("train" in data) return givenParts(experiment, signal);
  if (!protocol) {
    throw new RangeError("an experiment of one input requires a split, got none");
  }
  const reading = readingOf(experiment);
  const cleaned = cleaning && (await clean(data.input, cleaning, { ...reading, signal }));
  const log = cleaned?.interactions ?? (await readInteractions(data.input, reading));
  const splits =
    protocol.name === "k-fold" ? await splitFolds(log, protocol) : [await split(log, protocol)];
  return { splits: splits.map(withValid), audit: cleaned?.audit ?? null, testAudit: null };
}

function withValid(parts: Split): ExperimentSplit {
  return { ...parts, valid: parts.valid.count > 0 ? parts.valid : null };
}

/** Train and test from files of their own; what cleaning learns, it learns from train. */
async function givenParts(experiment: Experiment, signal?: AbortSignal): Promise<Parts> {
  const { data, cleaning, split: protocol } = experiment;
  if (!("train" in data)) throw new TypeError("givenParts requires train and test, got one input");
  if (protocol) {
    throw new RangeError("an experiment of train and test requires no split, got one");
  }
  const reading = readingOf(experiment);
  const negatives =
    data.negatives === undefined
      ? null
      : await readInteractions(data.negatives, {
          ...reading,
          columns: pairColumns(reading.columns),
        });
  if (!cleaning) {
    const train = await readInteractions(data.train, reading);
    const valid = data.valid === undefined ? null : await readInteractions(data.valid, reading);
    const test = await readInteractions(data.test, reading);
    return { splits: [{ train, valid, test, negatives }], audit: null, testAudit: null };
  }
  const train = await clean(data.train, cleaning, { ...reading, signal });
  const { learned } = train;
  const ofTest = { ...cleaning, kCore: undefined };
  const cleaned = (file: string) => clean(file, ofTest, { ...reading, learned, signal });
  const valid = data.valid === undefined ? null : await cleaned(data.valid);
  const test = await cleaned(data.test);
  const parts = { valid: valid?.interactions ?? null, test: test.interactions! };
  return {
    splits: [{ train: train.interactions!, ...parts, negatives }],
    audit: train.audit,
    testAudit: test.audit,
  };
}

function readingOf({ data }: Experiment): { columns?: ColumnMap; encoding?: Encoding } {
  return { columns: data.columns, encoding: data.encoding };
}

/** What the experiment's catalogues say, where it names any. */
async function experimentParts(
  { catalogue, userCatalogue: users, data: { encoding } }: Experiment,
  train: Interactions,
): Promise<ModelParts> {
  const userCatalogue =
    users === undefined ? undefined : await readCatalogue(users, { encoding, of: "user" });
  const itemCatalogue =
    catalogue === undefined ? undefined : await readCatalogue(catalogue, { encoding });
  return modelParts(train.items.ids, { itemCatalogue, userCatalogue });
}

/** A model of an experiment with a run's seed, where it has one and the file doesn't set it. */
export function seededModel(
  model: string,
  config: object,
  { seed, parts }: { seed: number; parts: ModelParts },
): Model {
  const known = registeredName(model);
  const isSeeded = known !== undefined && "seed" in MODELS[known].defaults;
  return createModel(model, isSeeded ? { seed, ...config } : config, parts);
}
