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
  split,
  splitFolds,
} from "../data";
import { categorySpace, type InterestSpace } from "../interests";
import { createModel, MODELS, registeredName } from "../models";
import {
  compare,
  type Comparison,
  type CompareOptions,
  type Contender,
  type TrainTest,
} from "./compare";
import { type Experiment } from "./Experiment";
import { parseForecasts } from "./ForeignForecasts";

/** What an experiment found. */
export interface ExperimentResult extends Comparison {
  /** What cleaning removed and changed; null where the experiment has none. */
  readonly cleaning: Audit | null;
  /** The same of the test part, where it was given apart. */
  readonly testCleaning: Audit | null;
}

/**
 * Runs an experiment: reads its data, cleans and splits it, fits every model from every seed, evaluates and
 * compares. The same experiment on the same data gives the same figures (times aside).
 *
 * @throws RangeError if a file, a setting or a name is wrong
 */
export async function runExperiment(
  experiment: Experiment,
  options: Pick<CompareOptions, "onProgress" | "signal"> = {},
): Promise<ExperimentResult> {
  checkNegatives(experiment);
  const { splits, audit, testAudit } = await trainTests(experiment, options.signal);
  const truth =
    experiment.truth === undefined
      ? undefined
      : parseForecasts(readFileSync(experiment.truth, "utf8"), experiment.truth);
  const space = await experimentSpace(experiment, splits[0].train);
  const { k, metrics, relevantFrom, excludeSeen, candidates } = experiment;
  const { seeds, baseline, holmFamily } = experiment;
  const contenders: Contender[] = experiment.models.map(({ model, name, config }) => ({
    name: name ?? model,
    create: (seed) => createModel(model, withSeed(model, config, seed), { space }),
  }));
  // A wrong name or setting of the last model is told before the first is fitted.
  for (const { create } of contenders) create(seeds[0]).dispose();
  const comparison = await compare({
    contenders,
    splits,
    seeds,
    baseline,
    holmFamily,
    protocol: { k, metrics, relevantFrom, excludeSeen, candidates, split: splitText(experiment) },
    space,
    truth,
    ...options,
  });
  return { ...comparison, cleaning: audit, testCleaning: testAudit };
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

interface TrainTests {
  readonly splits: TrainTest[];
  readonly audit: Audit | null;
  readonly testAudit: Audit | null;
}

async function trainTests(experiment: Experiment, signal?: AbortSignal): Promise<TrainTests> {
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
  return { splits, audit: cleaned?.audit ?? null, testAudit: null };
}

/** Train and test from files of their own; what cleaning learns, it learns from train. */
async function givenParts(experiment: Experiment, signal?: AbortSignal): Promise<TrainTests> {
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
    const test = await readInteractions(data.test, reading);
    return { splits: [{ train, test, negatives }], audit: null, testAudit: null };
  }
  const train = await clean(data.train, cleaning, { ...reading, signal });
  const { learned } = train;
  const ofTest = { ...cleaning, kCore: undefined };
  const test = await clean(data.test, ofTest, { ...reading, learned, signal });
  return {
    splits: [{ train: train.interactions!, test: test.interactions!, negatives }],
    audit: train.audit,
    testAudit: test.audit,
  };
}

function readingOf({ data }: Experiment): { columns?: ColumnMap; encoding?: Encoding } {
  return { columns: data.columns, encoding: data.encoding };
}

/** How train and test came about. */
function splitText({ cleaning, split: protocol }: Experiment): string {
  const after = cleaning ? ` after cleaning ${JSON.stringify(cleaning)}` : "";
  return (protocol ? JSON.stringify(protocol) : "train and test as given") + after;
}

/** The interests of the items' categories, if the experiment names a catalogue. */
async function experimentSpace(
  { catalogue, data }: Experiment,
  train: Interactions,
): Promise<InterestSpace | undefined> {
  if (catalogue === undefined) return undefined;
  const items = await readCatalogue(catalogue, { encoding: data.encoding });
  return categorySpace("categories", train.items.ids, (item) => items.categoriesOf(item));
}

/** The config with the run's seed, for models that have one and a file that doesn't set it. */
function withSeed(model: string, config: object, seed: number): object {
  const known = registeredName(model);
  return known && "seed" in MODELS[known].defaults ? { seed, ...config } : config;
}
