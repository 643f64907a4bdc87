import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { groundDistance } from "../../../lib/metrics/distributions/groundDistance";

test("interests are as far apart as their items say", () => {
  // Items: {A}, {A, B} by halves, {B}, {C}; D has none.
  // scipy 1.17.1: scipy.spatial.distance.cosine([1, 0.5, 0, 0], [0, 0.5, 1, 0]) -> 0.8
  const membership = SparseMatrix.fromEntries(
    [4, 4],
    [0, 1, 1, 2, 3],
    [0, 0, 1, 1, 2],
    [1, 0.5, 0.5, 1, 1],
  );
  const { values, rowCount } = groundDistance(membership);
  assert.equal(rowCount, 4);
  const expected = [0, 0.8, 1, 1, 0.8, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0];
  expected.forEach((distance, cell) => assert.ok(Math.abs(values[cell] - distance) < 1e-7));
});
