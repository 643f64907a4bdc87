import assert from "node:assert/strict";
import { test } from "node:test";
import { gaussianProcess } from "../../lib/search/gaussianProcess";

const data = {
  points: [
    [0.1, 0.2],
    [0.4, 0.9],
    [0.8, 0.5],
    [0.3, 0.3],
  ].map((point) => Float64Array.from(point)),
  targets: Float64Array.of(1, -1, 0.5, -0.5),
  isCategorical: [false, false],
};
const kernel = { inverseSquaredScales: Float64Array.of(4, 0.25), variance: 1.5, noise: 0.01 };

test("the posterior equals scikit-learn's", () => {
  // scikit-learn 1.9.1: GaussianProcessRegressor(ConstantKernel(1.5) * Matern([0.5, 2], nu=2.5),
  //   alpha=0.01, optimizer=None).fit(X, y).predict([[0.5, 0.6], [0.1, 0.2]], return_std=True)
  const { at } = gaussianProcess(data, kernel);
  const [between, seen] = [at(Float64Array.of(0.5, 0.6)), at(Float64Array.of(0.1, 0.2))];
  const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-10, `${a} against ${b}`);
  close(between.mean, -0.846130724449);
  close(between.variance, 0.059612455534);
  close(seen.mean, 0.953204405756);
  close(seen.variance, 0.00965350801);
});

test("several points have the posterior that each has by itself", () => {
  const { at, atAll } = gaussianProcess(data, kernel);
  const points = Array.from({ length: 37 }, (_, n) =>
    Float64Array.of(n / 37, ((n * 11) % 37) / 37),
  );
  assert.deepEqual(
    atAll(points),
    points.map((point) => at(point)),
  );
});

test("slopes of mean and variance equal finite differences", () => {
  const { at, slopeAt } = gaussianProcess(data, kernel);
  const point = Float64Array.of(0.55, 0.35);
  const { meanGradient, varianceGradient } = slopeAt(point);
  for (const axis of [0, 1]) {
    const [up, down] = [1e-6, -1e-6].map((step) =>
      at(point.map((x, i) => (i === axis ? x + step : x))),
    );
    assert.ok(Math.abs(meanGradient[axis] - (up.mean - down.mean) / 2e-6) < 1e-6);
    assert.ok(Math.abs(varianceGradient[axis] - (up.variance - down.variance) / 2e-6) < 1e-6);
  }
});

test("a categorical parameter only knows equal from different", () => {
  const categorical = { ...data, isCategorical: [false, true] };
  const { at, slopeAt } = gaussianProcess(categorical, kernel);
  assert.deepEqual(at(Float64Array.of(0.1, 7)), at(Float64Array.of(0.1, 8)));
  assert.notEqual(at(Float64Array.of(0.1, 7)).mean, at(Float64Array.of(0.1, 0.2)).mean);
  assert.equal(slopeAt(Float64Array.of(0.5, 7)).meanGradient[1], 0);
});
