import assert from "node:assert/strict";
import { test } from "node:test";
import { ItemSimilarity } from "../../../lib/metrics/catalogue/ItemSimilarity";
import { SparseMatrix } from "../../../lib/matrices";
import { vectors } from "../../support/itemVectors";

test("cosine of one shared feature out of one and two is 1 / sqrt(2)", () => {
  const similarity = new ItemSimilarity(vectors);
  assert.ok(Math.abs(similarity.between(0, 1) - Math.SQRT1_2) < 1e-12);
  assert.equal(similarity.between(0, 2), 0);
});

test("an item without a vector is like nothing", () => {
  const similarity = new ItemSimilarity(SparseMatrix.fromEntries([2, 1], [0], [0]));
  assert.equal(similarity.between(0, 1), 0);
  assert.equal(similarity.between(0, 7), 0);
});
