import assert from "node:assert/strict";
import { test } from "node:test";
import { coldShares } from "../../lib/sparsity/coldShares";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

test("the counts of MovieLens small's cold items are NumPy's", () => {
  // numpy 2.4.6: [(counts <= k).sum() for k in (1, 2, 5, 10)]
  const shares = coldShares(movieLensSmall(), "item");
  assert.deepEqual(
    shares.map(({ atMost, count }) => [atMost, count]),
    [
      [1, 3063],
      [2, 4265],
      [5, 5967],
      [10, 6983],
    ],
  );
  assert.equal(shares[0].share, 3063 / 9066);
});

test("a user known without a row is cold at every limit", () => {
  const rows = log("u a", "u b", "u c", "v a").filter((row) => row < 3);
  assert.deepEqual(coldShares(rows, "user", [0, 3]), [
    { atMost: 0, count: 1, share: 0.5 },
    { atMost: 3, count: 2, share: 1 },
  ]);
});
