import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { listCalibration } from "../../../lib/metrics/catalogue/listCalibration";
import { relevantRows } from "../../support/lists";

// Items 0 and 1 are romance, 2 and 3 action, 4 is both, 5 has no known genre.
const membership = SparseMatrix.fromEntries(
  [6, 2],
  [0, 1, 2, 3, 4, 4],
  [0, 0, 1, 1, 0, 1],
  [1, 1, 1, 1, 0.5, 0.5],
);

test("a list of the history's mix is calibrated, items of no known interest aside", () => {
  const history = relevantRows([[0, 2, 5]], 6);
  assert.deepEqual([...listCalibration([Int32Array.of(1, 3)], 2, history, { membership })], [0]);
});

test("a list of one interest only, for a history of two, is not", () => {
  const history = relevantRows([[0, 2]], 6);
  const [nats] = listCalibration([Int32Array.of(1)], 1, history, { membership });
  // scipy.stats.entropy([.5, .5], [.995, .005]) -> 1.9585177736258454
  assert.ok(Math.abs(nats - 1.9585177736258454) < 1e-9);
});

test("without a known interest on either side there is no value", () => {
  const history = relevantRows([[0, 2], [5]], 6);
  const lists = [Int32Array.of(5), Int32Array.of(0)];
  assert.deepEqual([...listCalibration(lists, 1, history, { membership })], [NaN, NaN]);
});
