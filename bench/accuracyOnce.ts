// node dist/bench/accuracyOnce.js SPLIT MODEL CONFIG SEEDS [METRIC]: fits a model on a split with each seed
// and prints {"value": mean over seeds}. Splits: ml-100k (recommenders'), surprise (the five folds, RMSE),
// movielens (embedded, per user, fitted on training and validation), gowalla, beauty (leave-one-out).
import { createModel, type FoldIn, foldsIn, type Model } from "../lib/models";
import { matrixRow } from "../lib/matrices";
import { ranking, rmse } from "./accuracyOf";
import { beauty, gowalla, joined, ml100k, movieLensPerUser, surpriseFolds } from "./splits";

type Measure = (name: string, config: object, metric: string) => Promise<number>;

async function meanOverFolds(name: string, config: object): Promise<number> {
  let sum = 0;
  for (const { train, test } of surpriseFolds()) sum += await rmse(name, config, train, test);
  return sum / 5;
}

/**
 * NDCG@10 of the last item of each list: fitted on the lists without their last two items, scored
 * from all but the last one, which are no candidates.
 */
async function leaveOneOut(name: string, config: object): Promise<number> {
  const { train, histories, targets } = beauty();
  const model = await createModel(name, config).fit(train);
  if (!foldsIn<Model>(model))
    throw new TypeError(`beauty requires a model that folds in, got ${name}`);
  let sum = 0;
  for (let start = 0; start < targets.length; start += 1000) {
    sum += gainOf(model, histories(start, start + 1000), targets.slice(start, start + 1000));
  }
  model.dispose();
  return sum / targets.length;
}

/** The sum of 1 / log2(rank + 1) over users whose target is among the best ten. */
function gainOf(
  model: FoldIn,
  histories: Parameters<FoldIn["foldIn"]>[0],
  targets: readonly { user: string; item: string }[],
): number {
  const scores = model.foldIn(histories);
  let sum = 0;
  for (const { user, item } of targets) {
    const row = histories.users.indexOf(user);
    const target = histories.items.indexOf(item);
    const own = matrixRow(scores, row);
    for (const seen of histories.matrix().rowColumns(row)) own[seen] = -Infinity;
    let before = 0;
    own.forEach((score, other) => {
      if (score > own[target] || (score === own[target] && other < target)) before++;
    });
    if (before < 10) sum += 1 / Math.log2(before + 2);
  }
  return sum;
}

const SPLITS: Readonly<Record<string, Measure>> = {
  "ml-100k": (name, config, metric) => ranking(name, config, ml100k(), metric),
  surprise: meanOverFolds,
  movielens: (name, config, metric) => {
    const { train, valid, test } = movieLensPerUser();
    return ranking(name, config, { train: joined(train, valid), test }, metric);
  },
  gowalla: (name, config, metric) => ranking(name, config, gowalla(), metric),
  beauty: leaveOneOut,
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
