import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import {
  changeChances,
  ChangePoints,
  learnChangeProbability,
} from "../../../lib/models/bayesian/ChangePoints";
import { choiceModel } from "../../../lib/models/bayesian/ChoiceEvidence";

const chances = SparseMatrix.fromEntries([2, 2], [0, 1], [0, 1], [1, 1]);
const model = choiceModel({ chances, visibility: Float64Array.of(1, 1) }, new Float64Array(8));
const segments = {
  weights: Float64Array.of(0.5, 0.5),
  concentrations: [Float64Array.of(9, 1), Float64Array.of(1, 9)],
};
const points = new ChangePoints(model, segments);
const log = (items: number[], periods: number[]): Float64Array =>
  points.logEvidence({ items, periods, weights: items.map(() => 3) });

test("a user who turned from one interest to the other is found, with the period", () => {
  const chances = changeChances(log([0, 0, 1, 1], [0, 1, 2, 3]), 0.1);
  assert.ok(chances[2] > 0.9);
});

test("a user who didn't turn hardly changed", () => {
  assert.ok(changeChances(log([0, 0, 0, 0], [0, 1, 2, 3]), 0.1)[0] > 0.9);
});

test("without choices the chances are the prior's", () => {
  const chances = changeChances(log([], []), 0.3);
  [0.7, 0.1, 0.1, 0.1].forEach((p, t) => assert.ok(Math.abs(chances[t] - p) < 1e-12));
});

test("the share of users that change is learned, those among them who find the same segment again", () => {
  const users = Array.from({ length: 50 }, (_, user) =>
    user < 10 ? log([0, 0, 1, 1], [0, 1, 2, 3]) : log([0, 0, 0, 0], [0, 1, 2, 3]),
  );
  // A fifth changed to be seen; as many changes to the same of two segments can't be.
  const found = learnChangeProbability(users);
  assert.ok(found > 0.3 && found < 0.45, `${found}`);
});
