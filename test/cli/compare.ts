import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { ownLines } from "../support/ownLines";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-compare-"));
after(() => rmSync(root, { recursive: true }));
const main = path.resolve(__dirname, "../../lib/cli/main.js");

function compare(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "compare", ...args], {
    encoding: "utf8",
    cwd: root,
  });
  return { status, out: stdout, err: stderr };
}
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");

const rows = Array.from({ length: 12 }, (_, user) =>
  Array.from({ length: 5 }, (_, n) => `u${user},i${(user + n * n) % 9},${n + 1},${1e9 + n}`),
).flat();
writeFileSync(path.join(root, "log.csv"), `user,item,value,time\n${rows.join("\n")}\n`);
const experiment = `name: first
data: { input: log.csv }
cleaning: { threshold: { min: 2 } }
split: { name: leave-one-out, last: 1 }
models: [{ model: Popularity }, { model: Random, name: chance }]
metrics: [ndcg, recall]
k: 3
seeds: [1, 2]
`;
writeFileSync(path.join(root, "first.yaml"), experiment);

test("an experiment's folder keeps the file, the versions, the audit and the tables", () => {
  const { status, out, err } = compare("first.yaml", "--no-figures");
  assert.equal(status, 0, err);
  assert.match(out, /^\| model /);
  assert.match(out, /\nAgainst Popularity, p values corrected by Holm over all 2 leads:\n/);
  assert.match(out, /\nresults: results\/first\n$/);
  assert.equal(read("results/first/experiment.yaml"), experiment);
  const versions = JSON.parse(read("results/first/versions.json")) as Record<string, string>;
  assert.equal(versions.node, process.version);
  const files = readdirSync(path.join(root, "results/first"));
  for (const table of ["means", "leads"]) {
    for (const ending of ["csv", "md", "tex"]) assert.ok(files.includes(`${table}.${ending}`));
  }
  const { cleaning } = JSON.parse(read("results/first/comparison.json")) as {
    cleaning: { rowsIn: number; removed: number };
  };
  assert.deepEqual([cleaning.rowsIn, cleaning.removed], [60, 12]);
});

test("the kept file run again gives the same values for every user", () => {
  const { status, out, err } = compare(
    ...["results/first/experiment.yaml", "--output", "again", "--json", "--no-figures"],
  );
  assert.equal(status, 0, err);
  assert.equal(read("again/users.csv"), read("results/first/users.csv"));
  const { rows: means } = JSON.parse(out) as { rows: { model: string; metric: string }[] };
  assert.deepEqual(
    means.map(({ model, metric }) => `${model} ${metric}`),
    ["Popularity ndcg@3", "Popularity recall@3", "chance ndcg@3", "chance recall@3"],
  );
});

test("a bad experiment is one line, exit code 2 and no folder", () => {
  const cases: [line: RegExp, from: string, to: string][] = [
    [/bad\.yaml:7: unknown key metrcs; did you mean metrics\?/, "k: 3", "metrcs: 3"],
    [/bad\.yaml:4: unknown key split\.lst; did you mean last\?/, "last: 1", "lst: 1"],
    [/requires a file, folder or glob that exists, got .*none\.csv/, "log.csv", "none.csv"],
    [/bad\.yaml:5: .*requires a model among .*, got Oracle/, "model: Random", "model: Oracle"],
  ];
  for (const [line, from, to] of cases) {
    writeFileSync(path.join(root, "bad.yaml"), experiment.replace(from, to));
    const { status, out, err } = compare("bad.yaml", "--output", "no", "--no-figures");
    assert.equal(status, 2, err);
    assert.equal(ownLines(err).length, 1, err);
    assert.match(ownLines(err)[0], line);
    assert.equal(out, "");
    assert.ok(!existsSync(path.join(root, "no")));
  }
});
