import assert from "node:assert/strict";
import { test } from "node:test";
import { tailShare } from "../../../lib/metrics/catalogue/tailShare";

test("the head is the fewest items that hold 80 % of all interactions", () => {
  const counts = [50, 30, 10, 10];
  assert.deepEqual([...tailShare([Int32Array.of(0, 1, 2, 3)], 4, counts)], [0.5]);
  assert.deepEqual([...tailShare([Int32Array.of(0, 1, 2)], 2, counts)], [0]);
});

test("a head share above 1 is an error", () => {
  assert.throws(() => tailShare([], 1, [], { headShare: 80 }), {
    message: "tailShare requires a head share in [0, 1], got 80",
  });
});
