import assert from "node:assert/strict";
import { test } from "node:test";
import { exposure, exposureEntropy, exposureGini } from "../../../lib/metrics/catalogue/exposure";
import { lists } from "../../support/itemVectors";

test("exposure counts lists, in their first k places", () => {
  assert.deepEqual([...exposure(lists, 6, 3)], [2, 1, 1, 1, 1, 2]);
  assert.deepEqual([...exposure(lists, 6, 1)], [1, 1, 0, 1, 0, 0]);
});

test("its entropy equals recommenders' distributional coverage", () => {
  // recommenders 1.2.1: distributional_coverage(train, reco) -> 2.5 bits
  assert.ok(Math.abs(exposureEntropy(lists, 6, 3) - 2.5 * Math.LN2) < 1e-12);
});

test("equal exposure has Gini 0, one item that takes all (items - 1) / items", () => {
  assert.equal(exposureGini([Int32Array.of(0, 1, 2)], 3, 3), 0);
  assert.ok(Math.abs(exposureGini([Int32Array.of(1), Int32Array.of(1)], 4, 1) - 0.75) < 1e-12);
});

test("nothing listed has no entropy", () => {
  assert.ok(Number.isNaN(exposureEntropy([new Int32Array(0)], 3, 1)));
});
