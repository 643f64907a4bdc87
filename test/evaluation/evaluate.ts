import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions, Vocabulary } from "../../lib/data";
import { evaluate } from "../../lib/evaluation/evaluate";
import { categorySpace, InterestDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";
import { METRICS } from "../../lib/metrics";
import { DirichletMultinomial } from "../../lib/models/DirichletMultinomial";
import { FixedScores } from "../support/FixedScores";

const users = new Vocabulary(["ann", "bob"], "user");
const items = new Vocabulary(["a", "b", "c", "d"], "item");
const log = (user: string[], item: string[], value?: number[]): Interactions =>
  Interactions.fromColumns({ user, item, value }, { users, items });
const train = log(["ann", "bob"], ["a", "b"]);
const scores = [
  [9, 3, 2, 1],
  [4, 9, 3, 3],
];

test("seen items are left out, and what is left is ranked by score", async () => {
  const model = await new FixedScores(scores).fit(train);
  const result = await evaluate(model, log(["ann", "bob"], ["b", "c"]), { k: 2, metrics: ["mrr"] });
  assert.deepEqual([...result.values["mrr@2"]], [1, 1 / 2]);
  assert.deepEqual(result.users, ["ann", "bob"]);
});

test("seen items stay in if the protocol says so", async () => {
  const model = await new FixedScores(scores).fit(train);
  const protocol = { k: 2, metrics: ["mrr"], excludeSeen: false };
  const result = await evaluate(model, log(["ann", "bob"], ["b", "c"]), protocol);
  assert.deepEqual([...result.values["mrr@2"]], [1 / 2, 0]);
});

test("ties go to the item with the lower position", async () => {
  const model = await new FixedScores(scores).fit(train);
  const result = await evaluate(model, log(["bob"], ["d"]), { k: 3, metrics: ["mrr"] });
  assert.deepEqual([...result.values["mrr@3"]], [1 / 3]);
});

test("a user who has seen everything gets an empty list and the value 0", async () => {
  const all = log(["bob", "bob", "bob", "bob"], ["a", "b", "c", "d"]);
  const model = await new FixedScores(scores).fit(all);
  const metrics = ["ndcg", "precision", "recall", "map", "hitRate"];
  const result = await evaluate(model, log(["bob"], ["d"]), { metrics });
  for (const values of Object.values(result.values)) assert.deepEqual([...values], [0]);
});

test("a test item that the model has never seen is owed: recall counts it", async () => {
  const model = await new FixedScores(scores).fit(train);
  const heldOut = Interactions.fromColumns({ user: ["ann", "ann"], item: ["b", "new"] });
  const result = await evaluate(model, heldOut, { k: 3, metrics: ["recall"] });
  assert.deepEqual([...result.values["recall@3"]], [1 / 2]);
  assert.deepEqual(result.warnings, [
    "1 relevant test interactions are of items unknown to the model",
  ]);
});

test("test users that the model doesn't know are left out with a warning", async () => {
  const model = await new FixedScores(scores).fit(train);
  const heldOut = Interactions.fromColumns({ user: ["ann", "eve"], item: ["b", "b"] });
  const result = await evaluate(model, heldOut);
  assert.deepEqual(result.users, ["ann"]);
  assert.deepEqual(result.warnings, ["1 test users are unknown to the model and left out"]);
});

test("a test log without a known user is an error", async () => {
  const model = await new FixedScores(scores).fit(train);
  await assert.rejects(evaluate(model, Interactions.fromColumns({ user: ["eve"], item: ["b"] })), {
    name: "RangeError",
    message: "evaluate requires relevant interactions of known users, got none in 1 test rows",
  });
});

test("only test values of at least relevantFrom are relevant", async () => {
  const model = await new FixedScores(scores).fit(train);
  const heldOut = log(["ann", "ann"], ["b", "d"], [5, 2]);
  const protocol = { k: 3, metrics: ["precision"], relevantFrom: 4 };
  const result = await evaluate(model, heldOut, protocol);
  assert.deepEqual([...result.values["precision@3"]], [1 / 3]);
});

test("a NaN score is an error that names the user", async () => {
  const model = await new FixedScores([scores[0], [1, 2, NaN, 4]]).fit(train);
  await assert.rejects(evaluate(model, log(["ann", "bob"], ["b", "c"])), {
    name: "RangeError",
    message: "evaluate requires scores that are numbers, got NaN for user bob (item position 2)",
  });
});

test("sampled candidates are called incomparable, and repeat with the seed", async () => {
  const model = await new FixedScores(scores).fit(train);
  const protocol = { k: 1, metrics: ["recall"], candidates: { sampled: 1 }, seed: 3 };
  const heldOut = log(["ann", "bob"], ["d", "d"]);
  const result = await evaluate(model, heldOut, protocol);
  assert.match(result.warnings[0], /1 sampled candidates: figures are not comparable/);
  assert.deepEqual(result.values, (await evaluate(model, heldOut, protocol)).values);
});

test("the log score is of the interests of the user's test items, without seen items", async () => {
  const model = await new FixedScores(scores).fit(train);
  const space = categorySpace("genres", items.ids, (item) => (item < "c" ? ["pop"] : ["rock"]));
  const heldOut = log(["ann", "bob"], ["c", "a"]);
  const { values } = await evaluate(model, heldOut, { metrics: ["logScore"] }, { space });
  assert.ok(Math.abs(values.logScore[0] + Math.log(3 / 6)) < 1e-6);
  assert.ok(Math.abs(values.logScore[1] + Math.log(4 / 10)) < 1e-6);
  const withSeen = { metrics: ["logScore"], excludeSeen: false };
  const all = await evaluate(model, heldOut, withSeen, { space });
  assert.ok(Math.abs(all.values.logScore[0] + Math.log(3 / 15)) < 1e-6);
  assert.ok(Math.abs(all.values.logScore[1] + Math.log(13 / 19)) < 1e-6);
});

test("a metric of forecasts without a space is an error", async () => {
  const model = await new FixedScores(scores).fit(train);
  await assert.rejects(evaluate(model, log(["ann"], ["b"]), { metrics: ["logScore"] }), {
    message: "evaluate requires a space for metrics of forecasts, got none",
  });
});

test("means are of users, and totals of all lists together", async () => {
  const model = await new FixedScores(scores).fit(train);
  const protocol = { k: 1, metrics: ["precision", "itemCoverage"] };
  const result = await evaluate(model, log(["ann", "bob"], ["b", "c"]), protocol);
  assert.equal(result.means["precision@1"].mean, 0.5);
  assert.equal(result.means["precision@1"].count, 2);
  assert.deepEqual(result.totals, { "itemCoverage@1": 0.5 });
});

test("an aborted evaluation throws the signal's reason", async () => {
  const model = await new FixedScores(scores).fit(train);
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(evaluate(model, log(["ann"], ["b"]), {}, { signal }), /enough/);
});

test("every metric that is known can be computed", async () => {
  const model = await new FixedScores(scores).fit(train);
  const space = categorySpace("genres", items.ids, (item) => (item < "c" ? ["pop"] : ["rock"]));
  // These want probabilities for scores, or a posterior: see below.
  const others = ["logLoss", "energyScore", "intervalCoverage", "intervalWidth"];
  const metrics = Object.keys(METRICS).filter((name) => !others.includes(name));
  const { values, totals } = await evaluate(
    model,
    log(["ann", "bob"], ["c", "a"], [2, 4]),
    { k: 2, metrics },
    { space },
  );
  assert.equal(Object.keys(values).length + Object.keys(totals).length, metrics.length);
  for (const [name, ofUsers] of Object.entries(values)) {
    assert.ok(ofUsers.length === 2 && ofUsers.every(Number.isFinite), `${name}: ${ofUsers.join()}`);
  }
  for (const [name, total] of Object.entries(totals)) assert.ok(Number.isFinite(total), name);
  assert.deepEqual([...values.auc], [0.5, 1]);
  assert.equal(totals.gauc, 0.75);
  assert.deepEqual([...values.mae], [0, 0]);
});

test("errors of values read every test value, relevant or not, and values of 0", async () => {
  const model = await new FixedScores(scores).fit(train);
  const heldOut = log(["ann", "ann", "bob"], ["b", "c", "c"], [5, 0, 4]);
  const protocol = { metrics: ["mae", "rmse"], relevantFrom: 4 };
  const { values } = await evaluate(model, heldOut, protocol);
  // ann's b is scored 3 for 5 and c 2 for 0; bob's c 3 for 4.
  assert.deepEqual([...values.mae], [2, 1]);
  assert.deepEqual([...values.rmse], [2, 1]);
});

test("log loss takes scores for probabilities of relevance", async () => {
  const model = await new FixedScores([
    [0, 0.8, 0.5, 0],
    [0, 0, 0.25, 0],
  ]).fit(train);
  const heldOut = log(["ann", "ann", "bob"], ["b", "c", "c"], [5, 1, 4]);
  const { values } = await evaluate(model, heldOut, { metrics: ["logLoss"], relevantFrom: 4 });
  // scikit-learn 1.9.1: log_loss([1, 0], [0.8, 0.5]) -> 0.4581453659370776
  assert.ok(Math.abs(values.logLoss[0] - 0.4581453659370776) < 1e-6);
  assert.ok(Math.abs(values.logLoss[1] - Math.log(4)) < 1e-6);
  const raw = await new FixedScores(scores).fit(train);
  await assert.rejects(
    evaluate(raw, heldOut, { metrics: ["logLoss"], relevantFrom: 4 }),
    /logLoss requires probabilities in \[0, 1\], got 3/,
  );
});

test("the truth is matched by user and interest; intervals and draws are held against it", async () => {
  const space = categorySpace("genres", items.ids, (item) => (item < "c" ? ["pop"] : ["rock"]));
  const model = await new DirichletMultinomial({ priorConcentration: 1 }, space).fit(train);
  const heldOut = log(["ann", "bob"], ["c", "a"]);
  const truth = new InterestDistribution({
    users: ["bob", "ann"],
    spaceName: "genres",
    interests: ["rock", "pop"],
    probabilities: denseMatrix(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2, 2),
  });
  const metrics = ["totalVariation", "energyScore", "intervalCoverage", "intervalWidth"];
  const protocol = { metrics, excludeSeen: false };
  const { values } = await evaluate(model, heldOut, protocol, { space, truth });
  // One pop item each under a prior of one and one: 2/3 pop. ann's truth is 0.75 pop, bob's 0.5.
  assert.ok(Math.abs(values.totalVariation[0] - (0.75 - 2 / 3)) < 1e-6);
  assert.ok(Math.abs(values.totalVariation[1] - (2 / 3 - 0.5)) < 1e-6);
  assert.deepEqual([...values.intervalCoverage], [1, 1]);
  // scipy 1.17.1: beta.ppf(0.95, 2, 1) - beta.ppf(0.05, 2, 1) -> 0.751072...
  for (const width of values.intervalWidth)
    assert.ok(Math.abs(width - 0.7510726) < 1e-5, String(width));
  assert.ok(values.energyScore.every((score) => Math.abs(score) < 0.4));
  const unknown = { metrics: ["intervalCoverage"] };
  await assert.rejects(evaluate(model, heldOut, unknown, { space }), {
    message: "evaluate requires the true distributions for intervalCoverage, got none",
  });
  await assert.rejects(evaluate(model, heldOut, protocol, { space, truth: truth.select([0]) }), {
    message: "evaluate requires the truth of every test user, got none of ann",
  });
});

test("a metric of what items are like wants a space, too", async () => {
  const model = await new FixedScores(scores).fit(train);
  await assert.rejects(evaluate(model, log(["ann"], ["b"]), { metrics: ["serendipity"] }), {
    message: "evaluate requires a space for serendipity, got none",
  });
});

test("an item of score -Infinity is never recommended", async () => {
  const model = await new FixedScores([[9, -Infinity, 2, -Infinity], scores[1]]).fit(train);
  const result = await evaluate(model, log(["ann"], ["b"]), { k: 4, metrics: ["userCoverage"] });
  assert.equal(result.totals["userCoverage@4"], 0);
  const one = await evaluate(model, log(["ann"], ["b"]), { k: 1, metrics: ["userCoverage"] });
  assert.equal(one.totals["userCoverage@1"], 1);
});
