import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { ownLines } from "../support/ownLines";
import { runAndKill } from "../support/killRuns";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-run-"));
after(() => rmSync(root, { recursive: true }));
const trial = path.resolve("test/support/trial.mjs");
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");
const run = (...args: string[]) => runAndKill(args, root, null);

/** Trials of a program of one's own, which takes no time: Branin's function. */
const experiment = (name: string, more = ""): string => `name: ${name}
data: { train: none.csv, test: none.csv }
models:
  - model: valley
    program: [${process.execPath}, ${trial}]
    search:
      x: { type: float, low: -5, high: 10 }
      y: { type: float, low: 0, high: 15 }
  - { model: plain, program: [${process.execPath}, ${trial}] }
metrics: [ndcg]
search: { sampler: tpe, trials: 8, workers: 2 }
tracking: { tensorboard: false }
seeds: [1, 2]
${more}`;

/** A log of two circles of taste, small enough for real models. */
const rows = Array.from({ length: 30 }, (_, user) =>
  Array.from({ length: 8 }, (_, n) => {
    return `u${user},i${(user % 2) * 12 + ((user * 5 + n * 7) % 12)},5,${1e9 + 100 * n + user}`;
  }),
).flat();
writeFileSync(path.join(root, "log.csv"), `user,item,value,time\n${rows.join("\n")}\n`);

test("a folder holds the experiment, versions, trials, curves, the table, figures and a summary", async () => {
  writeFileSync(path.join(root, "a.yaml"), experiment("a"));
  const { code, out, err } = await run("a.yaml");
  assert.equal(code, 0, err);
  assert.match(out, /^\| model /);
  assert.equal(read("results/a/experiment.yaml"), experiment("a"));
  const resolved = JSON.parse(read("results/a/resolved.json")) as { k: number };
  assert.equal(resolved.k, 10);
  const versions = JSON.parse(read("results/a/versions.json")) as Record<string, unknown>;
  assert.equal(versions.node, process.version);
  assert.ok("git" in versions);
  const table = read("results/a/trials.csv").trim().split("\n");
  assert.equal(table.length, 9);
  assert.match(table[0], /^model,trial,state,x,y,cost,ndcg@10,/);
  assert.equal(read("results/a/curves.csv").trim().split("\n").length, 1 + (8 + 6) * 3 * 2);
  const files = readdirSync(path.join(root, "results/a/figures"));
  for (const name of ["valley-history", "valley-settings", "valley-slices", "valley-importance"]) {
    assert.ok(files.includes(`${name}.html`), name);
  }
  const summary = read("results/a/summary.md");
  assert.match(
    summary,
    /8 runs finished, 0 were pruned, 0 failed\. Best by validation ndcg@10: trial/,
  );
  const best = JSON.parse(read("results/a/best.json")) as { model: string; settings: object };
  assert.equal(best.model, "valley tuned");
  assert.match(out, /\| valley tuned \| ndcg@10 \|/);
});

test("the kept file run again gives the same trials and the same table", async () => {
  const { code, err } = await run("results/a/experiment.yaml", "--output", "again");
  assert.equal(code, 0, err);
  const timeless = (text: string) => text.replaceAll(/,\d+\.\d+,1,$/gm, "");
  assert.equal(timeless(read("again/trials.csv")), timeless(read("results/a/trials.csv")));
  assert.equal(read("again/users.csv"), read("results/a/users.csv"));
});

test("a folder with trials is neither overwritten nor taken for another experiment's", async () => {
  const over = await run("a.yaml");
  assert.equal(over.code, 2);
  assert.match(over.err, /requires a new folder, or to resume, got results\/a with trials/);
  writeFileSync(path.join(root, "a.yaml"), experiment("a").replace("high: 15", "high: 14"));
  const other = await run("a.yaml", "--resume");
  assert.equal(other.code, 2);
  assert.match(other.err, /requires experiment as it was begun/);
});

test("more trials go on from those that are there", async () => {
  writeFileSync(path.join(root, "a.yaml"), experiment("a").replace("trials: 8", "trials: 11"));
  const { code, err } = await run("a.yaml", "--resume");
  assert.equal(code, 0, err);
  const told = ownLines(err).filter((line) => line.startsWith("valley: trial"));
  assert.deepEqual(told.map((line) => /trial (\d+)/.exec(line)?.[1]).sort(), ["10", "8", "9"]);
});

test("a dry run shows the plan and the time, and makes nothing", async () => {
  writeFileSync(path.join(root, "dry.yaml"), experiment("dry"));
  const { code, out, err } = await run("dry.yaml", "--dry-run");
  assert.equal(code, 0, err);
  assert.match(out, /\| valley \| 8 \| 4 \|.*\| one run now \|/);
  assert.match(out, /about \d+ s in all; results would go to results\/dry/);
  assert.ok(!existsSync(path.join(root, "results/dry")));
});

test("a dry run in which a model fails says so, in place of a time", async () => {
  const broken = experiment("dry").replace(trial, "missing.mjs");
  writeFileSync(path.join(root, "dry.yaml"), broken);
  const { code, out, err } = await run("dry.yaml", "--dry-run");
  assert.equal(code, 2);
  assert.match(out, /\| valley \| 8 \| 4 \|.*\| a failed run \|/);
  assert.match(ownLines(err)[0], /run requires the first run of valley to succeed, got .*missing/);
  assert.doesNotMatch(out, /NaN/);
});

test("a misspelt key is one line with its place and the nearest key", async () => {
  const cases: [from: string, to: string, line: RegExp][] = [
    ["sampler:", "smapler:", /bad\.yaml:11: unknown key search\.smapler; did you mean sampler\?/],
    ["high: 15", "hihg: 15", /bad\.yaml:8: .*hihg; did you mean high\?/],
    ["sampler: tpe", "sampler: tpee", /bad\.yaml:11: search\.sampler: .*did you mean tpe\?/],
    ["low: -5", "low: 50", /bad\.yaml:7: .*high is above low/],
  ];
  for (const [from, to, line] of cases) {
    writeFileSync(path.join(root, "bad.yaml"), experiment("bad").replace(from, to));
    const { code, err } = await run("bad.yaml");
    assert.equal(code, 2, err);
    assert.match(ownLines(err)[0], line);
  }
});

test("models of the library are tuned on the validation part and compared on the test part", async () => {
  writeFileSync(
    path.join(root, "real.yaml"),
    `name: real
data: { input: log.csv }
split: { name: per-user-temporal, testShare: 0.2, validShare: 0.2 }
models:
  - model: ItemKnn
    search: { neighbourCount: { type: int, low: 1, high: 12 } }
metrics: [ndcg, itemCoverage]
k: 4
search: { sampler: random, trials: 2, workers: 2 }
`,
  );
  const { code, out, err } = await run("real.yaml");
  assert.equal(code, 0, err);
  assert.match(out, /\| ItemKnn tuned \| ndcg@4 \|/);
  assert.ok(existsSync(path.join(root, "results/real/models/ItemKnn-tuned")));
  assert.ok(readdirSync(path.join(root, "results/real/tensorboard/ItemKnn")).includes("trial-1"));
  const bought = read("results/real/summary.md").split("## What tuning bought")[1];
  assert.match(bought, /\| ItemKnn tuned \| ndcg@4 \|/);
  const means = read("results/real/means.csv").trim().split("\n");
  assert.equal(means.length, 5);
});
