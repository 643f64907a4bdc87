import assert from "node:assert/strict";
import { test } from "node:test";
import { transportCost } from "../../../lib/metrics/distributions/transportCost";

test("mass goes by the cheapest way, even if what was sent before must be redirected", () => {
  // Source 0 reaches sink 0 for 1 and sink 1 for 2; source 1 reaches sink 0 for 1 and sink 1 for 9.
  assert.equal(transportCost([1, 1], [1, 1], [1, 2, 1, 9]), 3);
});

test("equal heaps cost nothing", () => {
  assert.equal(transportCost([0.25, 0.75], [0.25, 0.75], [0, 1, 1, 0]), 0);
});
