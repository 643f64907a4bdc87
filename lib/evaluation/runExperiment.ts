import {
  type ColumnMap,
  type Interactions,
  readCatalogue,
  readInteractions,
  split,
  splitFolds,
} from "../data";
import { categorySpace, type InterestSpace } from "../interests";
import { createModel, MODELS } from "../models";
import { compare, type Comparison, type CompareOptions, type TrainTest } from "./compare";
import { type Experiment } from "./Experiment";

/**
 * Runs an experiment: reads its data, splits it, fits every model from every seed, evaluates and
 * compares. The same experiment on the same data gives the same figures (times aside).
 *
 * @throws RangeError if a file, a setting or a name is wrong
 */
export async function runExperiment(
  experiment: Experiment,
  options: Pick<CompareOptions, "onProgress" | "signal"> = {},
): Promise<Comparison> {
  const splits = await trainTests(experiment);
  const space = await experimentSpace(experiment, splits[0].train);
  const { k, metrics, relevantFrom, excludeSeen, candidates, seeds, baseline } = experiment;
  const described = experiment.split ? JSON.stringify(experiment.split) : "train and test as given";
  return compare({
    contenders: experiment.models.map(({ model, name, config }) => ({
      name: name ?? model,
      create: (seed) => createModel(model, withSeed(model, config, seed), { space }),
    })),
    splits,
    seeds,
    baseline,
    protocol: { k, metrics, relevantFrom, excludeSeen, candidates, split: described },
    space,
    ...options,
  });
}

async function trainTests({ data, split: protocol }: Experiment): Promise<TrainTest[]> {
  const { columns } = data as { columns?: ColumnMap };
  if ("train" in data) {
    const train = await readInteractions(data.train, { columns });
    return [{ train, test: await readInteractions(data.test, { columns }) }];
  }
  if (!protocol) {
    throw new RangeError("an experiment of one input requires a split, got none");
  }
  const log = await readInteractions(data.input, { columns });
  if (protocol.name === "k-fold") {
    return splitFolds(log, protocol as Parameters<typeof splitFolds>[1]);
  }
  return [await split(log, protocol as Parameters<typeof split>[1])];
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
