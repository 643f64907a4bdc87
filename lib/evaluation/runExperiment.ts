import {
  type Audit,
  clean,
  type ColumnMap,
  type Interactions,
  readCatalogue,
  readInteractions,
  split,
  splitFolds,
} from "../data";
import { categorySpace, type InterestSpace } from "../interests";
import { createModel, MODELS } from "../models";
import {
  compare,
  type Comparison,
  type CompareOptions,
  type Contender,
  type TrainTest,
} from "./compare";
import { type Experiment } from "./Experiment";

/** What an experiment found. */
export interface ExperimentResult extends Comparison {
  /** What cleaning removed and changed; null where the experiment has none. */
  readonly cleaning: Audit | null;
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
  const { splits, audit } = await trainTests(experiment, options.signal);
  const space = await experimentSpace(experiment, splits[0].train);
  const { k, metrics, relevantFrom, excludeSeen, candidates, seeds, baseline } = experiment;
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
    protocol: { k, metrics, relevantFrom, excludeSeen, candidates, split: splitText(experiment) },
    space,
    ...options,
  });
  return { ...comparison, cleaning: audit };
}

async function trainTests(
  { data, cleaning, split: protocol }: Experiment,
  signal?: AbortSignal,
): Promise<{ splits: TrainTest[]; audit: Audit | null }> {
  const { columns } = data as { columns?: ColumnMap };
  if ("train" in data) {
    if (cleaning) {
      throw new RangeError(
        "an experiment's cleaning requires data of one input, got train and test: " +
          "clean them first, test by what cleaning train learned",
      );
    }
    const train = await readInteractions(data.train, { columns });
    const test = await readInteractions(data.test, { columns });
    return { splits: [{ train, test }], audit: null };
  }
  if (!protocol) {
    throw new RangeError("an experiment of one input requires a split, got none");
  }
  const cleaned = cleaning && (await clean(data.input, cleaning, { columns, signal }));
  const log = cleaned?.interactions ?? (await readInteractions(data.input, { columns }));
  const splits =
    protocol.name === "k-fold"
      ? await splitFolds(log, protocol as Parameters<typeof splitFolds>[1])
      : [await split(log, protocol as Parameters<typeof split>[1])];
  return { splits, audit: cleaned?.audit ?? null };
}

/** How train and test came about. */
function splitText({ cleaning, split: protocol }: Experiment): string {
  if (!protocol) return "train and test as given";
  const after = cleaning ? ` after cleaning ${JSON.stringify(cleaning)}` : "";
  return JSON.stringify(protocol) + after;
}

/** The interests of the items' categories, if the experiment names a catalogue. */
async function experimentSpace(
  { catalogue }: Experiment,
  train: Interactions,
): Promise<InterestSpace | undefined> {
  if (catalogue === undefined) return undefined;
  const items = await readCatalogue(catalogue);
  return categorySpace("categories", train.items.ids, (item) => items.categoriesOf(item));
}

/** The config with the run's seed, for models that have one and a file that doesn't set it. */
function withSeed(model: string, config: object, seed: number): object {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, "");
  const known = Object.keys(MODELS).find((name) => plain(name) === plain(model));
  return known && "seed" in MODELS[known].defaults ? { seed, ...config } : config;
}
