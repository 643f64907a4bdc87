import assert from "node:assert/strict";
import { test } from "node:test";
import { observeCounts, rootOf } from "../../lib/evolution/gaussianUpdate";
import { moved } from "../../lib/evolution/logRatioMotion";

const population = {
  mean: Float64Array.of(-0.5, -1, -1.6),
  covariance: Float64Array.of(0.9, 0.2, -0.1, 0.2, 0.7, 0.1, -0.1, 0.1, 1.1),
};

// python3 test/support/kalman_oracle.py (NumPy 2.4.6, SciPy 1.17.1)
const wanted = [
  {
    mean: [-0.2249993615586541, -1.408212633016983, -1.440779492460992],
    covariance: [
      ...[0.5915261995512345, 0.2543699361841924, 0.17448595986026602],
      ...[0.2543699361841924, 0.5829944102935077, 0.17223546838237844],
      ...[0.174485959860266, 0.17223546838237844, 0.7203298335472158],
    ],
    logEvidence: -3.9694167405485126,
  },
  {
    mean: [-1.105423423148701, -1.2029662739424911, -0.713577302323879],
    covariance: [
      ...[0.47785667716507596, 0.2571796062794676, 0.25083142480490106],
      ...[0.2571796062794676, 0.4697013321427239, 0.25224524830769574],
      ...[0.25083142480490106, 0.2522452483076957, 0.5033115047439227],
    ],
    logEvidence: -8.610534446002836,
  },
];

function assertNear(found: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]} for ${value} at ${i}`);
  });
}

test("mean, covariance and evidence after each of two windows are SciPy's", () => {
  const first = observeCounts(population, [3, 0, 1]);
  const then = moved(first, population, { keep: 0.9, step: 0.15 });
  const second = observeCounts(then, [0, 2.5, 4]);
  [first, second].forEach((found, i) => {
    assertNear(found.mean, wanted[i].mean);
    assertNear(found.covariance, wanted[i].covariance);
    assertNear([found.logEvidence], [wanted[i].logEvidence]);
  });
});

test("a window without counts leaves the belief as it is", () => {
  const { mean, covariance, logEvidence } = observeCounts(population, [0, 0, 0]);
  assert.deepEqual({ mean, covariance, logEvidence }, { ...population, logEvidence: 0 });
});

test("very many counts make the shares theirs", () => {
  const { mean } = observeCounts(population, [2e8, 5e8, 3e8]);
  const odds = Array.from(mean, (score) => Math.exp(score - mean[0]));
  assertNear(odds, [1, 2.5, 1.5]);
});

test("a covariance that isn't positive definite has no root", () => {
  assert.throws(() => rootOf(Float64Array.of(1, 2, 2, 1), 2), /positive definite 2 x 2 matrix/);
});
