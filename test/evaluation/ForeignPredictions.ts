import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { evaluate } from "../../lib/evaluation/evaluate";
import { ForeignForecasts, parseForecasts } from "../../lib/evaluation/ForeignForecasts";
import { ForeignPredictions } from "../../lib/evaluation/ForeignPredictions";
import { categorySpace } from "../../lib/interests";

const train = Interactions.fromColumns({ user: ["ann", "bob"], item: ["a", "b"] });
const held = Interactions.fromColumns({ user: ["ann", "bob"], item: ["c", "c"] });
const rows = (user: string[], item: string[], value: number[]): Interactions =>
  Interactions.fromColumns({ user, item, value });

test("a file's rows are ranked by score, without what was seen", async () => {
  const given = rows(["ann", "ann", "bob", "bob"], ["a", "c", "a", "c"], [9, 1, 3, 2]);
  const predictions = new ForeignPredictions("theirs", given, train);
  const result = await evaluate(predictions, held, { k: 2, metrics: ["mrr", "userCoverage"] });
  assert.deepEqual([...result.values["mrr@2"]], [1, 0.5]);
  assert.equal(result.totals["userCoverage@2"], 0.5);
});

test("two scores of one user and item, and a missing score, are errors that name them", () => {
  assert.throws(() => new ForeignPredictions("t", rows(["ann", "ann"], ["c", "c"], [1, 2])), {
    message: "predictions require one score a user and item, got two for user ann, item c",
  });
  assert.throws(() => new ForeignPredictions("t", rows(["ann"], ["c"], [NaN])), {
    message: "predictions require scores that are numbers, got NaN for user ann, item c",
  });
});

test("a table of forecasts is scored by the interests of what happened", async () => {
  const forecasts = parseForecasts("user,rock,pop\nann,0.25,0.75\nbob,0.5,0.5\n", "f.csv");
  const space = categorySpace("genres", ["a", "b", "c"], (item) => [item < "c" ? "pop" : "rock"]);
  const heldOut = rows(["ann", "bob"], ["b", "a"], [1, 1]);
  const predictor = new ForeignForecasts("f.csv", forecasts, train);
  const { values } = await evaluate(predictor, heldOut, { metrics: ["logScore"] }, { space });
  assert.ok(Math.abs(values.logScore[0] + Math.log(0.75)) < 1e-7);
  await assert.rejects(evaluate(predictor, heldOut, { metrics: ["ndcg"] }), {
    message: "f.csv requires metrics of forecasts, got one that ranks items",
  });
});

test("a bad cell of a table is an error with file and line", () => {
  assert.throws(() => parseForecasts("user,rock,pop\nann,0.25,x\n", "f.csv"), {
    message: 'f.csv:2: requires numbers, got "x" for pop',
  });
  assert.throws(() => parseForecasts("user,rock,pop\nann,1\n", "f.csv"), {
    message: "f.csv:2: requires 2 probabilities, got 1",
  });
});
