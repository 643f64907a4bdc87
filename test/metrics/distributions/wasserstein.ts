import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { denseMatrix, type DenseMatrix } from "../../../lib/matrices";
import { totalVariation } from "../../../lib/metrics/distributions/totalVariation";
import { wasserstein } from "../../../lib/metrics/distributions/wasserstein";
import { anyDistribution, rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

/** The distance between interests i and j, for all pairs. */
function ground(count: number, distance: (i: number, j: number) => number): DenseMatrix {
  const cells = Array.from({ length: count * count }, (_, cell) =>
    distance(Math.floor(cell / count), cell % count),
  );
  return denseMatrix(Float32Array.from(cells), count, count);
}

test("on a line it equals scipy's wasserstein_distance on the oracle pairs", () => {
  const { p, q } = distributionOracle();
  assertEqualsColumn(wasserstein(p, q), "wasserstein1_support_0_9");
});

test("with the distances of a line as ground distance it is the same", () => {
  const { p, q } = distributionOracle();
  const line = ground(10, (i, j) => Math.abs(i - j));
  assertEqualsColumn(wasserstein(p, q, line), "wasserstein1_support_0_9");
});

test("with any ground distance it is the optimum of the transport problem", () => {
  const d = [0, 2, 5, 1, 2, 0, 3, 4, 5, 3, 0, 2.5, 1, 4, 2.5, 0];
  const p = rows([0.1, 0.4, 0.2, 0.3]);
  const q = rows([0.35, 0.05, 0.5, 0.1]);
  // scipy.optimize.linprog(d, A_eq=<row and column sums>, b_eq=p + q).fun -> 1.2 (scipy 1.17.1)
  const [work] = wasserstein(p, q, denseMatrix(Float32Array.from(d), 4, 4));
  assert.ok(Math.abs(work - 1.2) < 1e-9);
});

test("where all interests are 1 apart it is the total variation", () => {
  const apart = ground(6, (i, j) => (i === j ? 0 : 1));
  fc.assert(
    fc.property(anyDistribution(6), anyDistribution(6), (p, q) => {
      assert.ok(Math.abs(wasserstein(p, q, apart)[0] - totalVariation(p, q)[0]) < 1e-9);
    }),
  );
});

test("a ground distance between other interests is an error", () => {
  assert.throws(
    () =>
      wasserstein(
        rows([1, 0]),
        rows([0, 1]),
        ground(3, () => 1),
      ),
    {
      message: "wasserstein requires a ground distance between 2 interests, got 3",
    },
  );
  assert.throws(
    () =>
      wasserstein(
        rows([1, 0]),
        rows([0, 1]),
        ground(2, () => -1),
      ),
    {
      message: "wasserstein requires distances of at least 0, got -1",
    },
  );
});
