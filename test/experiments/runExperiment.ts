import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { parseExperiment } from "../../lib/experiments/parseExperiment";
import { type ExperimentResult, runExperiment } from "../../lib/experiments/runExperiment";

const home = mkdtempSync(path.join(tmpdir(), "experiment-"));
after(() => rmSync(home, { recursive: true }));

/**
 * Thirty users of two circles of taste with eight of their circle's twelve items each, liked; the
 * first row stands twice. One more user likes nothing, and another has one row.
 */
const rows = Array.from({ length: 30 }, (_, user) =>
  Array.from({ length: 8 }, (_, n) => {
    const item = (user % 2) * 12 + ((user * 5 + n * 7) % 12);
    return `u${user},i${item},${4 + (n % 2)},${1_600_000_000 + 100 * n + user}`;
  }),
).flat();
const sour = Array.from({ length: 8 }, (_, n) => `sour,i${n},1,${1_600_000_000 + n}`);
const log = [rows[0], ...rows, ...sour, "lone,i3,5,1600000000"];
writeFileSync(path.join(home, "log.csv"), `user,item,rating,time\n${log.join("\n")}\n`);

const source = `name: circles
data: { input: ${path.join(home, "log.csv")}, columns: { value: rating } }
cleaning: { duplicates: true, threshold: { min: 3 }, kCore: { users: 4 } }
split: { name: per-user-temporal, testShare: 0.25, validShare: 0 }
models:
  - { model: Random }
  - { model: ItemKnn, name: neighbours, config: { neighbourCount: 5 } }
metrics: [ndcg, recall]
k: 4
seeds: [1, 2]
`;
const run = (from: string, to: string): Promise<ExperimentResult> =>
  runExperiment(parseExperiment(source.replace(from, to), "x.yaml"));
const figuresOf = ({ rows, leads }: ExperimentResult): unknown => [
  rows.map(({ model, metric, mean, sd, low, high }) => [model, metric, mean, sd, low, high]),
  leads,
];

test("an experiment run twice gives the same figures, and other seeds give others", async () => {
  const first = await run("", "");
  assert.equal(first.runs.length, 4);
  assert.deepEqual(figuresOf(await run("", "")), figuresOf(first));
  assert.notDeepEqual(figuresOf(await run("[1, 2]", "[3, 4]")), figuresOf(first));
  const [chance] = first.rows;
  assert.ok(chance.sd > 0, "the seeds reach the model");
  const [lead] = first.leads;
  assert.equal(lead.model, "neighbours");
  assert.ok(lead.low > 0, "circles are found");
});

test("cleaning comes before the split, with its audit", async () => {
  const { runs, cleaning, protocol } = await run("", "");
  assert.equal(cleaning?.rowsIn, log.length);
  // The double row, the eight that aren't liked, and the user of one row.
  assert.equal(cleaning.removed, 1 + 8 + 1);
  assert.match(protocol.split!, /^\{"name":"per-user-temporal".* after cleaning \{"duplicates"/);
  const [{ evaluation }] = runs;
  assert.equal(evaluation.users.length, 30);
  const all = await run(
    "cleaning: { duplicates: true, threshold: { min: 3 }, kCore: { users: 4 } }\n",
    "",
  );
  assert.equal(all.cleaning, null);
  assert.ok(all.runs[0].evaluation.users.includes("sour"));
});

test("every model runs from every seed in each of k folds", async () => {
  const {
    runs,
    rows: means,
    foldCount,
  } = await run(
    "{ name: per-user-temporal, testShare: 0.25, validShare: 0 }",
    "{ name: k-fold, folds: 3, seed: 7 }",
  );
  assert.equal(foldCount, 3);
  assert.deepEqual(
    runs.map(({ model, seed, fold }) => `${model} ${seed} ${fold}`).sort(),
    ["Random", "neighbours"]
      .flatMap((model) =>
        [1, 2].flatMap((seed) => [0, 1, 2].map((fold) => `${model} ${seed} ${fold}`)),
      )
      .sort(),
  );
  const tested = new Set(runs.flatMap(({ evaluation }) => evaluation.users));
  assert.equal(tested.size, 30);
  for (const row of means) assert.equal(row.runCount, 6);
});

test("of train and test apart, what cleaning learns from train is applied to both", async () => {
  const file = (name: string, ...lines: string[]): string => {
    writeFileSync(path.join(home, name), ["user,item,value", ...lines, ""].join("\n"));
    return path.join(home, name);
  };
  // Train's mean is 3, so test's missing value becomes 3, which is relevant; test's own mean is 1.
  const train = file("train.csv", "u,a,2", "u,b,4", "v,b,3", "v,c,3", "v,c,3");
  const held = file("test.csv", "u,c,", "v,a,1");
  const apart = parseExperiment(
    `name: apart
data: { train: ${train}, test: ${held} }
cleaning: { duplicates: true, missing: { value: mean }, kCore: { users: 2 } }
models: [{ model: Popularity }]
metrics: [recall]
relevantFrom: 3
k: 1
`,
    "x.yaml",
  );
  const { cleaning, testCleaning, runs, protocol } = await runExperiment(apart);
  assert.equal(cleaning?.removed, 1);
  assert.deepEqual([testCleaning?.rowsIn, testCleaning?.removed], [2, 0]);
  assert.deepEqual(runs[0].evaluation.users, ["u"]);
  assert.match(protocol.split!, /^train and test as given after cleaning /);
});

test("negatives of a split are the candidates, and only where the experiment says so", async () => {
  const drawn =
    "{ name: per-user-temporal, testShare: 0.25, validShare: 0, negatives: { count: 4 } }";
  const split = "{ name: per-user-temporal, testShare: 0.25, validShare: 0 }";
  const { runs } = await run(`split: ${split}`, `split: ${drawn}\ncandidates: negatives`);
  assert.match(
    runs[0].evaluation.warnings[0],
    /^ranked among the negatives of the split: .*not comp/,
  );
  const half = /requires candidates negatives, and they require it; got candidates/;
  await assert.rejects(run(split, drawn), half);
  await assert.rejects(run("metrics:", "candidates: negatives\nmetrics:"), half);
});

test("a split of train and test, or no split of one input, is an error", async () => {
  const { input } = parseExperiment(source, "x.yaml").data as { input: string };
  await assert.rejects(run(`input: ${input}`, `train: ${input}, test: ${input}`), {
    name: "RangeError",
    message: "an experiment of train and test requires no split, got one",
  });
  await assert.rejects(
    run("split: { name: per-user-temporal, testShare: 0.25, validShare: 0 }\n", ""),
    {
      message: "an experiment of one input requires a split, got none",
    },
  );
});

test("a wrong setting of the last model is told with its line before anything is read", () => {
  assert.throws(
    () => parseExperiment(source.replace("neighbourCount: 5", "neighbourCount: 0"), "x.yaml"),
    { message: /^x\.yaml:7: ItemKnn requires neighbourCount .*, got 0$/ },
  );
});
