import assert from "node:assert/strict";
import { test } from "node:test";
import { InterestDistribution } from "../../../lib/interests";
import { denseMatrix, SparseMatrix } from "../../../lib/matrices";
import { klDivergence } from "../../../lib/metrics/distributions/klDivergence";
import { logScore } from "../../../lib/metrics/distributions/logScore";
import { rows } from "../../support/distributions";

function interests(names: string[], users = ["ann"]): InterestDistribution {
  const probabilities = denseMatrix(Float32Array.of(0.25, 0.75), 1, 2);
  return new InterestDistribution({ users, spaceName: "genres", interests: names, probabilities });
}

test("an unnormalised row is an error that names it", () => {
  assert.throws(() => klDivergence(rows([0.5, 0.5], [0.5, 0.6]), rows([1, 0], [1, 0])), {
    name: "RangeError",
    message: "klDivergence requires rows that sum to 1, got 1.1 in row 1",
  });
});

test("a missing or negative probability is an error", () => {
  assert.throws(() => klDivergence(rows([NaN, 1]), rows([1, 0])), {
    message: "klDivergence requires probabilities of at least 0, got NaN in row 0",
  });
});

test("shapes that disagree are an error with both shapes", () => {
  assert.throws(() => klDivergence(rows([0.5, 0.5]), rows([1, 0, 0])), {
    message: "klDivergence requires distributions of one shape, got [1, 2] and [1, 3]",
  });
});

test("interest distributions over other interests or users can't be compared", () => {
  const mine = interests(["jazz", "rock"]);
  assert.deepEqual([...klDivergence(mine, mine)], [0]);
  assert.throws(() => klDivergence(mine, interests(["rock", "jazz"])), {
    message: "klDivergence requires the same interests in the same order, got jazz and rock at 0",
  });
  assert.throws(() => klDivergence(mine, interests(["jazz", "rock"], ["bob"])), {
    message: "klDivergence requires the same users in the same order, got ann and bob at 0",
  });
});

test("several outcomes of a user are averaged by weight, and a user without any has no score", () => {
  const outcomes = SparseMatrix.fromEntries([2, 2], [0, 0], [0, 1], [1, 3]);
  const [both, none] = logScore(rows([0.5, 0.5], [0.5, 0.5]), outcomes);
  assert.ok(Math.abs(both - Math.LN2) < 1e-15);
  assert.ok(Number.isNaN(none));
  assert.ok(Number.isNaN(logScore(rows([0.5, 0.5]), Int32Array.of(-1))[0]));
});

test("an outcome that is no interest is an error", () => {
  assert.throws(() => logScore(rows([0.5, 0.5]), Int32Array.of(2)), {
    message: "logScore requires outcomes below 2, got 2 in row 0",
  });
  assert.throws(() => logScore(rows([0.5, 0.5]), Int32Array.of(1, 1)), {
    message: "logScore requires outcomes of shape [1, 2], got [2, 2]",
  });
});
