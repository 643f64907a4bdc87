// node dist/bench/accuracyOnce.js SPLIT MODEL CONFIG SEEDS [METRIC]: fits a model on a split with each seed
// and prints {"value": mean over seeds}. Splits: ml-100k (recommenders'), surprise (the five folds, RMSE),
// movielens (embedded, per user, fitted on training and validation), gowalla, beauty (leave-one-out).
import { ranking, rmse } from "./accuracyOf";
import { leaveOneOut } from "./leaveOneOut";
import { gowalla, joined, ml100k, movieLensPerUser, surpriseFolds } from "./splits";

type Measure = (name: string, config: object, metric: string) => Promise<number>;

async function meanOverFolds(name: string, config: object): Promise<number> {
  let sum = 0;
  for (const { train, test } of surpriseFolds()) sum += await rmse(name, config, train, test);
  return sum / 5;
}

const SPLITS: Readonly<Record<string, Measure>> = {
  "ml-100k": (name, config, metric) => ranking(name, config, ml100k(), metric),
  surprise: meanOverFolds,
  movielens: (name, config, metric) => {
    const { train, valid, test } = movieLensPerUser();
    return ranking(name, config, { train: joined(train, valid), test }, metric);
  },
  gowalla: (name, config, metric) => ranking(name, config, gowalla(), metric),
  beauty: async (name, config, metric) => (await leaveOneOut(name, config)).figures[metric],
};

async function main([
  split,
  name,
  json,
  seeds,
  metric = "ndcg@10",
]: readonly string[]): Promise<void> {
  const config = JSON.parse(json) as object;
  let sum = 0;
  for (let seed = 0; seed < Number(seeds); seed++) {
    sum += await SPLITS[split](name, Number(seeds) > 1 ? { ...config, seed } : config, metric);
  }
  console.log(JSON.stringify({ value: sum / Number(seeds) }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
