import assert from "node:assert/strict";
import { test } from "node:test";
import { InterestDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const build = (rows: number[][], users = ["u", "v"]): InterestDistribution =>
  new InterestDistribution({
    users,
    spaceName: "genres",
    interests: ["Drama", "Comedy", "War"],
    probabilities: denseMatrix(Float32Array.from(rows.flat()), rows.length, 3),
  });

const valid = build([
  [0.5, 0.25, 0.25],
  [0, 0, 1],
]);

test("top interests fall, and ties keep the interests' order", () => {
  assert.deepEqual(
    valid.top(0, 2).map((share) => share.interest),
    ["Drama", "Comedy"],
  );
});

test("columns are long: one row for each user and interest", () => {
  const columns = valid.toColumns();
  assert.deepEqual(columns.user, ["u", "u", "u", "v", "v", "v"]);
  assert.deepEqual(columns.interest.slice(0, 3), ["Drama", "Comedy", "War"]);
  assert.deepEqual(columns.probability.slice(3), [0, 0, 1]);
});

test("select keeps the rows of the chosen users", () => {
  const one = valid.select([1]);
  assert.deepEqual(one.users, ["v"]);
  assert.deepEqual([...one.row(0)], [0, 0, 1]);
});

test("a row that doesn't sum to 1 is an error that names the user", () => {
  assert.throws(() => build([[0.5, 0.25, 0.5]], ["w"]), {
    name: "RangeError",
    message: "InterestDistribution requires rows that sum to 1, got 1.25 for user w",
  });
});

test("a negative or missing probability is an error that names the user", () => {
  assert.throws(() => build([[1.5, -0.5, 0]], ["w"]), /at least 0, got -0.5 for user w/);
  assert.throws(() => build([[NaN, 0.5, 0.5]], ["w"]), /at least 0, got NaN for user w/);
});

test("a shape that disagrees is an error that gives both", () => {
  assert.throws(() => build([[1, 0, 0]]), /requires shape \[2, 3\], got \[1, 3\]/);
});
