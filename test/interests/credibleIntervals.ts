import assert from "node:assert/strict";
import { test } from "node:test";
import { credibleIntervals, InterestDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const posterior = (concentrations: number[]): InterestDistribution => {
  const total = concentrations.reduce((a, b) => a + b, 0);
  const shape = [1, concentrations.length] as const;
  return new InterestDistribution({
    users: ["u"],
    spaceName: "genres",
    interests: concentrations.map(String),
    probabilities: denseMatrix(
      Float32Array.from(concentrations, (c) => c / total),
      ...shape,
    ),
    posterior: {
      family: "dirichlet",
      concentrations: denseMatrix(Float32Array.from(concentrations), ...shape),
    },
  });
};

test("90 % bounds of Dirichlet(1, 2, 3) equal SciPy's beta quantiles", () => {
  // SciPy 1.17.1: [beta.ppf(p, c, 6 - c) for c in (1, 2, 3)] for p = .05 and .95
  const { lower, upper } = credibleIntervals(posterior([1, 2, 3]));
  const expected = [
    [0.010206218313011496, 0.07644039141232889, 0.1892553774377708],
    [0.450719728346941, 0.6574083180011386, 0.8107446225622291],
  ];
  [lower, upper].forEach((bounds, side) => {
    bounds.values.forEach((bound, interest) => {
      assert.ok(Math.abs(bound - expected[side][interest]) < 1e-6);
    });
  });
});

test("more evidence for the same shares makes the intervals narrower", () => {
  const width = (concentrations: number[]): number => {
    const { lower, upper } = credibleIntervals(posterior(concentrations));
    return upper.values[0] - lower.values[0];
  };
  assert.ok(width([10, 20, 30]) < width([1, 2, 3]) / 2);
});

test("a space of one interest is certain", () => {
  const { lower, upper } = credibleIntervals(posterior([4]));
  assert.deepEqual([lower.values[0], upper.values[0]], [1, 1]);
});

test("a level outside (0, 1) and a distribution without a posterior are errors", () => {
  assert.throws(() => credibleIntervals(posterior([1, 1]), 90), {
    message: "credibleIntervals requires a level in (0, 1), got 90",
  });
  const bare = new InterestDistribution({
    users: ["u"],
    spaceName: "genres",
    interests: ["Drama"],
    probabilities: denseMatrix(Float32Array.of(1), 1, 1),
  });
  assert.throws(() => credibleIntervals(bare), /requires a posterior/);
});
