import assert from "node:assert/strict";
import { test } from "node:test";
import { coldStartShares } from "../../lib/figures/coldStartShares";

test("a share counts those strictly below the threshold", () => {
  const { data } = coldStartShares(
    { userCounts: [1, 2, 3, 4], itemCounts: [1, 1, 1, 9] },
    { thresholds: [2, 3] },
  );
  assert.deepEqual(data[0].y, [0.25, 0.5]);
  assert.deepEqual(data[1].y, [0.75, 0.75]);
});
