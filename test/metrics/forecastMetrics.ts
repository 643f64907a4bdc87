import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../lib/matrices";
import { expectedCalibrationError } from "../../lib/metrics/calibration/expectedCalibrationError";
import { type ForecastInput } from "../../lib/metrics/Metric";
import { metricNamed } from "../../lib/metrics/METRICS";
import { assertEqualsColumn, distributionOracle } from "../support/distributionOracle";

const oracle = distributionOracle();
const { p, q, outcomes } = oracle;

/** The oracle's q as forecasts of its p; items 0 to 9 are of one interest each. */
const INPUT: ForecastInput = {
  forecasts: q,
  outcomes,
  truth: p,
  membership: SparseMatrix.fromEntries(
    [10, 10],
    Array.from({ length: 10 }, (_, item) => item),
    Array.from({ length: 10 }, (_, item) => item),
  ),
  k: 3,
  seed: 1,
};

function perUser(name: string, input: ForecastInput = INPUT): Float64Array {
  const metric = metricNamed(name);
  assert.ok(metric.reads === "forecasts", name);
  return metric.perUser(input);
}

function total(name: string, input: ForecastInput = INPUT): number {
  const metric = metricNamed(name);
  assert.ok(metric.reads === "all forecasts", name);
  return metric.total(input);
}

test("metrics against the truth equal SciPy's on the oracle pairs", () => {
  assertEqualsColumn(perUser("kl"), "kl_pq_nats");
  assertEqualsColumn(perUser("jensenShannon"), "js_div_nats");
  assertEqualsColumn(perUser("hellinger"), "hellinger");
  assertEqualsColumn(perUser("totalVariation"), "total_variation");
  // Interests that share no item are 1 apart: then Wasserstein-1 is the total variation.
  assertEqualsColumn(perUser("wasserstein"), "total_variation");
  const [kl, entropy] = [oracle.column("kl_pq_nats"), oracle.column("entropy_p_nats")];
  perUser("crossEntropy").forEach((nats, row) => {
    assert.ok(Math.abs(nats - kl[row] - entropy[row]) < 1e-9 * (1 + nats));
  });
});

test("the truth of the reverse divergence is mixed with one percent of the uniform", () => {
  const reverse = perUser("reverseKl");
  // scipy 1.17.1: entropy(q, 0.99 * p + 0.001), from its definition here.
  for (let row = 0; row < reverse.length; row++) {
    let sum = 0;
    for (let i = row * 10; i < row * 10 + 10; i++) {
      sum += q.values[i] * Math.log(q.values[i] / (0.99 * p.values[i] + 0.001));
    }
    assert.ok(Math.abs(reverse[row] - sum) < 1e-9);
  }
});

test("the most probable interests agree by their share", () => {
  const top = (values: ArrayLike<number>, row: number, k: number): number[] =>
    Array.from({ length: 10 }, (_, i) => i)
      .sort((a, b) => values[row * 10 + b] - values[row * 10 + a])
      .slice(0, k);
  for (const [name, k] of [
    ["top1Agreement", 1],
    ["topAgreement", 3],
  ] as const) {
    perUser(name).forEach((share, row) => {
      const [ours, theirs] = [top(q.values, row, k), top(p.values, row, k)];
      assert.equal(share, ours.filter((i) => theirs.includes(i)).length / k);
    });
  }
});

test("a user without truth has no value, and the others keep theirs", () => {
  const values = Float64Array.from(p.values);
  values.fill(0, 10, 20);
  const kl = perUser("kl", { ...INPUT, truth: { ...p, values } });
  assert.ok(Number.isNaN(kl[1]));
  assert.equal(kl[2], perUser("kl")[2]);
});

test("the parts of the Brier score add up, and bins of equal mass are another error", () => {
  const brier = perUser("brier");
  const mean = brier.reduce((sum, score) => sum + score, 0) / brier.length;
  const parts = total("brierReliability") - total("brierResolution") + total("brierUncertainty");
  // What taking a bin's forecasts for their mean leaves is small with 15 bins.
  assert.ok(Math.abs(mean - parts) < 0.05, `${mean} ${parts}`);
  assert.equal(
    total("equalMassEce"),
    expectedCalibrationError(q, outcomes, { binning: "equalMass" }),
  );
  assert.notEqual(total("equalMassEce"), total("ece"));
});

test("intervals and the energy score want a posterior", () => {
  for (const name of ["energyScore", "intervalCoverage", "intervalWidth"]) {
    assert.throws(() => perUser(name), {
      name: "RangeError",
      message: "evaluate requires forecasts with a posterior, got forecasts without one",
    });
  }
});
