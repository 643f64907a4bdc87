// node dist/bench/factorAccuracyOnce.js MODEL CONFIG ndcg|rmse SEEDS: fits a model on a reference split
// with each seed and prints {"value": mean over seeds}. ndcg: recommenders' ML-100K split, k = 10, all
// items, seen ones removed, every test rating relevant; rmse: ML-100K, the mean of Surprise's five folds.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Interactions, Vocabulary } from "../lib/data";
import { evaluate } from "../lib/evaluation";
import { createModel } from "../lib/models";
import { RatingModel } from "../lib/models/RatingModel";

type Rows = readonly (readonly string[])[];

function table(file: string): Rows {
  const text = gunzipSync(readFileSync(`../shared/reference/${file}`)).toString("utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}

/** User, item and rating columns over shared vocabularies. */
function log(rows: Rows, all: Rows): Interactions {
  const ids = (column: number): string[] =>
    [...new Set(all.map((row) => row[column]))].sort((a, b) => Number(a) - Number(b));
  return Interactions.fromColumns(
    {
      user: rows.map(([user]) => user),
      item: rows.map((row) => row[1]),
      value: rows.map((row) => Number(row[2])),
    },
    { users: new Vocabulary(ids(0), "user"), items: new Vocabulary(ids(1), "item") },
  );
}

async function ndcg(name: string, config: object): Promise<number> {
  const train = table("msrec-ml100k/train.tsv.gz");
  const test = table("msrec-ml100k/test.tsv.gz");
  const all = [...train, ...test];
  const model = await createModel(name, config).fit(log(train, all));
  const { means } = await evaluate(model, log(test, all), { metrics: ["ndcg"], k: 10 });
  return means["ndcg@10"].mean;
}

async function rmse(name: string, config: object): Promise<number> {
  const rows = table("surprise-ml100k/folds.tsv.gz");
  let sum = 0;
  for (let fold = 0; fold < 5; fold++) {
    const inTest = (row: readonly string[]): boolean => Number(row[4]) === fold;
    const train = rows.filter((row) => !inTest(row));
    const test = rows.filter(inTest);
    const model = createModel(name, config);
    if (!(model instanceof RatingModel)) throw new TypeError(`rmse requires ratings, got ${name}`);
    await model.fit(log(train, train));
    const predicted = model.predict(
      test.map(([user]) => user),
      test.map((row) => row[1]),
    );
    const squares = test.reduce((total, row, i) => total + (Number(row[2]) - predicted[i]) ** 2, 0);
    sum += Math.sqrt(squares / test.length);
  }
  return sum / 5;
}

async function main([name, json, measured, seeds]: readonly string[]): Promise<void> {
  let sum = 0;
  for (let seed = 0; seed < Number(seeds); seed++) {
    const config = { ...(JSON.parse(json) as object), seed };
    sum += await (measured === "rmse" ? rmse(name, config) : ndcg(name, config));
  }
  console.log(JSON.stringify({ value: sum / Number(seeds) }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
