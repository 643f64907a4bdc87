import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { type EvaluateRequest, evaluateFiles } from "../../lib/cli/evaluateFiles";
import { failure } from "../../lib/cli/failure";
import { ownLines } from "../support/ownLines";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-evaluate-"));
after(() => rmSync(root, { recursive: true }));
const main = path.resolve(__dirname, "../../lib/cli/main.js");

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function evaluate(...args: string[]): Promise<Ended> {
  const words = ["evaluate", "--train", "train.csv", "--test", "test.csv", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], { cwd: root }, (error, out, err) => {
      resolve({ status: error ? Number(error.code) : 0, out, err });
    });
  });
}

interface Written {
  readonly users: readonly string[];
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly protocol: { readonly k: number; readonly metrics: readonly string[] };
  readonly warnings: readonly string[];
}
const written = (name: string): Written =>
  JSON.parse(readFileSync(path.join(root, name), "utf8")) as Written;

function file(name: string, ...lines: string[]): void {
  writeFileSync(path.join(root, name), `${lines.join("\n")}\n`);
}
// The most popular: a, then b before c, which tie. u3's is c, which comes too late.
file("train.csv", "user,item", "u1,a", "u1,b", "u2,a", "u2,c", "u3,a");
file("test.csv", "user,item", "u1,c", "u2,b", "u3,c");
file("items.csv", "item,genres", "a,Jazz", "b,Jazz", "c,Rock");
file("theirs.csv", "uid,movie,estimate", "u1,c,0.4", "u2,b,0.1", "u3,b,0.2", "u3,c,0.9");
file("forecasts.csv", "user,Rock,Jazz", "u1,0.5,0.5", "u2,0.75,0.25", "u3,0.8,0.2");

const at = (name: string): string => path.join(root, name);
const request: EvaluateRequest = {
  ...{ train: at("train.csv"), test: at("test.csv"), model: "Popularity", set: [] },
  ...{ k: "10", metrics: "ndcg", excludeSeen: true, seed: "1" },
};

test("a model is fitted and measured by hand-made values", async () => {
  const { status, out, err } = await evaluate(
    ...["--model", "popularity", "--k", "1", "--metrics", "recall,itemCoverage"],
    ...["--json", "model.json"],
  );
  assert.equal(status, 0, err);
  assert.match(out, /^\| metric +\| value/);
  assert.match(out, /\| recall@1 +\| 0\.6667 /);
  const { users, values, protocol } = written("model.json");
  assert.deepEqual(users, ["u1", "u2", "u3"]);
  assert.deepEqual(values["recall@1"], [1, 1, 0]);
  assert.deepEqual(protocol.metrics, ["recall", "itemCoverage"]);
});

test("settings of the command line go over the file's", async () => {
  file("knn.yaml", "neighbourCount: 1", "similarity: cosine");
  const { status, err } = await evaluate(
    ...["--model", "ItemKnn", "--config", "knn.yaml", "--set", "neighbourCount=2"],
    ...["--sampled", "1", "--json", "knn.json"],
  );
  assert.equal(status, 0, err);
  assert.match(ownLines(err)[0], /^warning: ranked among 1 sampled candidates: .* not comparable/);
  const { config } = written("knn.json") as unknown as { config: object };
  assert.deepEqual(
    Object.entries(config).filter(([key]) => ["neighbourCount", "similarity"].includes(key)),
    [
      ["neighbourCount", 2],
      ["similarity", "cosine"],
    ],
  );
});

test("another program's predictions are scored by the same metrics", async () => {
  const { status, out, err } = await evaluate(
    ...[
      "--predictions",
      "theirs.csv",
      "--prediction-columns",
      "user=uid,item=movie,value=estimate",
    ],
    ...["--k", "1", "--metrics", "recall,mrr", "--json", "theirs.json"],
  );
  assert.equal(status, 0, err);
  assert.match(out, /\| mrr@1 /);
  assert.deepEqual(written("theirs.json").values["recall@1"], [1, 1, 1]);
});

test("negatives from a file are the candidates", async () => {
  file("negatives.csv", "user,item", "u1,d", "u2,d", "u3,b");
  const { status, err } = await evaluate(
    ...["--model", "Popularity", "--negatives", "negatives.csv", "--k", "1"],
    ...["--metrics", "recall", "--json", "negatives.json"],
  );
  assert.equal(status, 0, err);
  assert.match(ownLines(err)[0], /^warning: ranked among the negatives of the split: /);
  assert.deepEqual(written("negatives.json").values["recall@1"], [1, 1, 0]);
});

test("files in another encoding are read by its name", async () => {
  for (const [name, ...lines] of [
    ["latin-train.csv", "user,item", "u1,caf\xe9", "u1,b", "u2,caf\xe9", "u3,b"],
    ["latin-test.csv", "user,item", "u3,caf\xe9"],
  ]) {
    writeFileSync(path.join(root, name), Buffer.from(lines.join("\n") + "\n", "latin1"));
  }
  const files = { train: at("latin-train.csv"), test: at("latin-test.csv") };
  await assert.rejects(evaluateFiles({ ...request, ...files }), /no UTF-8.*latin-train\.csv:2/);
  const read = { ...request, ...files, encoding: "windows-1252" };
  const { values } = await evaluateFiles(read);
  assert.deepEqual([...values["ndcg@10"]], [1]);
});

test("what is known of users reaches a model that reads it", async () => {
  file("users.csv", "user,age", "u1,20", "u2,30", "u3,70");
  const towers = {
    ...{ ...request, model: "TwoTower", set: ["epochs=2"] },
    ...{ catalogue: at("items.csv"), metrics: "logScore" },
  };
  const without = await evaluateFiles(towers);
  const { values } = await evaluateFiles({ ...towers, userCatalogue: at("users.csv") });
  assert.deepEqual((await evaluateFiles(towers)).values, without.values);
  assert.notDeepEqual(values, without.values);
});

test("another program's forecasts are scored against what happened", async () => {
  const { status, err } = await evaluate(
    ...["--forecasts", "forecasts.csv", "--catalogue", "items.csv"],
    ...["--metrics", "logScore", "--json", "forecasts.json"],
  );
  assert.equal(status, 0, err);
  const { logScore } = written("forecasts.json").values;
  // -ln 0.5 (Rock), -ln 0.25 (Jazz) and -ln 0.8 (Rock); probabilities are kept in single precision.
  [Math.log(2), Math.log(4), -Math.log(0.8)].forEach((nats, user) => {
    assert.ok(Math.abs(logScore[user] - nats) < 1e-6, `user ${user}: ${logScore[user]}`);
  });
});

file("holes.csv", "user,item,value", "u1,c,0.4", "u2,b,");
file("twice.csv", "user,item,value", "u1,c,0.4", "u1,c,0.5");
file("odd.csv", "user,Rock,Jazz", "u1,0.5,0.6");
file("words.csv", "user,Rock,Jazz", "u1,0.5,half");
file("broken.yaml", "a: [1");

test("bad input is one line, exit code 2 and no output", async () => {
  const cases: [line: RegExp, args: string[]][] = [
    [/requires one of --model, --predictions and --forecasts, got \{\}/, []],
    [/requires a model among .*, got oracle$/, ["--model", "oracle"]],
    [/no-such\.csv/, ["--predictions", "no-such.csv"]],
    [
      /unknown option '--metric' \(Did you mean --metrics\?\)$/,
      ["--model", "Popularity", "--metric", "ndcg"],
    ],
  ];
  for (const [line, args] of cases) {
    const { status, out, err } = await evaluate(...args, "--json", "never.json");
    assert.equal(status, 2, `${args.join(" ")}: ${err}`);
    assert.equal(ownLines(err).length, 1, err);
    assert.match(ownLines(err)[0], line);
    assert.equal(out, "");
    assert.ok(!existsSync(path.join(root, "never.json")));
  }
});

const foreign = { ...request, model: undefined };
const REFUSED: readonly (readonly [line: RegExp, request: EvaluateRequest])[] = [
  [/requires one of --model/, { ...request, predictions: at("theirs.csv") }],
  [/unknown metric.*ndgc/, { ...request, metrics: "ndcg,ndgc" }],
  [/^--k requires a number, got many$/, { ...request, k: "many" }],
  [/requires k of at least 1, got 0$/, { ...request, k: "0" }],
  [/one of --sampled and --negatives, got both$/, { ...request, sampled: "1", negatives: "n" }],
  [/^parseEncoding requires one of utf-8, .*, got latin$/, { ...request, encoding: "latin" }],
  [/requires a space/, { ...request, metrics: "logScore" }],
  [/requires YAML or JSON, got .*broken\.yaml$/, { ...request, config: at("broken.yaml") }],
  [/^--set requires name=value, got k$/, { ...request, set: ["k"] }],
  [/got NaN for user u2, item b$/, { ...foreign, predictions: at("holes.csv") }],
  [/got two for user u1, item c$/, { ...foreign, predictions: at("twice.csv") }],
  [/sum to 1, got/, { ...foreign, forecasts: at("odd.csv") }],
  [
    /words\.csv:2: requires numbers, got "half" for Jazz$/,
    { ...foreign, forecasts: at("words.csv") },
  ],
];

for (const [line, refused] of REFUSED) {
  test(`a request is refused by: ${line.source}`, async () => {
    await assert.rejects(evaluateFiles(refused), (error) => {
      const { message, exitCode } = failure(error);
      assert.equal(exitCode, 2, message);
      assert.match(message, line);
      return true;
    });
  });
}
