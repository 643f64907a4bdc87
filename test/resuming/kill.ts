import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { runAndKill } from "../support/killRuns";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-kill-"));
after(() => rmSync(root, { recursive: true }));
const trial = path.resolve("test/support/trial.mjs");

const KILLS = 50;

/** Three searches, whose trials are pruned, run on several rungs, or look at each other. */
const experiments = [
  "sampler: tpe, trials: 40, workers: 2",
  "sampler: random, trials: 40, workers: 3, pruning: { kind: median }",
  "sampler: tpe, trials: 24, workers: 2, pruning: { kind: asha, setting: epochs, least: 2, most: 8, reduction: 2 }",
].map((search, n) => ({ name: `search-${n}`, search }));

for (const { name, search } of experiments) {
  writeFileSync(
    path.join(root, `${name}.yaml`),
    `name: ${name}
data: { train: none.csv, test: none.csv }
models:
  - model: valley
    program: [${process.execPath}, ${trial}]
    search:
      x: { type: float, low: -5, high: 10 }
      y: { type: float, low: 0, high: 15 }
metrics: [ndcg]
search: { ${search} }
tracking: { tensorboard: false }
seeds: [1, 2, 3]
`,
  );
}

/** What must not depend on interruptions: all but times. */
function tablesOf(folder: string): string[] {
  const read = (file: string): string => readFileSync(path.join(root, folder, file), "utf8");
  const [head, ...rows] = read("trials.csv").trim().split("\n");
  const seconds = head.split(",").indexOf("seconds");
  const trials = rows.map((row) =>
    row
      .split(",")
      .filter((_, at) => at !== seconds)
      .join(","),
  );
  return [
    trials.join("\n"),
    read("curves.csv"),
    read("users.csv"),
    read("leads.csv"),
    read("best.json").replace(folder, ""),
  ];
}

test(`a run killed at ${KILLS} random moments and resumed ends with the table of an uninterrupted one`, async (t) => {
  const random = new RandomGenerator(20);
  let kills = 0;
  for (let round = 0; kills < KILLS; round++) {
    const { name } = experiments[round % experiments.length];
    const [whole, broken] = [`whole-${name}`, `broken-${round}`];
    if (round < experiments.length) {
      const { code, err } = await runAndKill([`${name}.yaml`, "--output", whole], root, null);
      assert.equal(code, 0, err);
    }
    const told: string[] = [];
    for (let isDone = false; !isDone;) {
      const killMs = kills < KILLS ? 200 + random.uniform() * 3000 : null;
      const args = [`${name}.yaml`, "--output", broken, "--resume"];
      const { code, wasKilled, err } = await runAndKill(args, root, killMs);
      told.push(...err.split("\n").filter((line) => line.startsWith("valley: trial")));
      if (wasKilled) kills++;
      else assert.equal(code, 0, err);
      isDone = !wasKilled;
    }
    assert.deepEqual(tablesOf(broken), tablesOf(whole));
    const trials = told.map((line) => /trial \d+(, rung \d+)?/.exec(line)?.[0]);
    assert.equal(new Set(trials).size, trials.length, "no trial that ended was run again");
  }
  t.diagnostic(`${kills} kills`);
});
