import assert from "node:assert/strict";
import { test } from "node:test";
import { userCoverage } from "../../../lib/metrics/catalogue/userCoverage";

test("a user with fewer than k items is not covered", () => {
  assert.equal(userCoverage([Int32Array.of(0, 1), Int32Array.of(2)], 2), 0.5);
  assert.equal(userCoverage([Int32Array.of(0, 1), Int32Array.of(2)], 1), 1);
});
