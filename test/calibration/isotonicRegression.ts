import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isotonicRegression, isotonicValue } from "../../lib/calibration";

test("it equals scikit-learn's IsotonicRegression, between and outside the points too", () => {
  // scikit-learn 1.9.1: IsotonicRegression(out_of_bounds="clip").fit(x, y).predict([...])
  const x = [0.1, 0.2, 0.2, 0.4, 0.5, 0.7, 0.8, 0.9];
  const fit = isotonicRegression(x, [0, 1, 0, 0, 1, 0, 1, 1]);
  const expected = [0, 1 / 3, 1 / 3, 5 / 12, 0.5, 0.75, 1, 1];
  [0.05, 0.2, 0.3, 0.45, 0.6, 0.75, 0.85, 0.95].forEach((at, i) => {
    assert.ok(Math.abs(isotonicValue(fit, at) - expected[i]) < 1e-12);
  });
});

test("the fit never falls, and keeps the mean", () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
      const fit = isotonicRegression(
        points.map((p) => p.x),
        points.map((p) => p.y),
      );
      for (let i = 1; i < fit.y.length; i++) assert.ok(fit.y[i] >= fit.y[i - 1]);
      const total = points.reduce((sum, p) => sum + p.y, 0);
      const fitted = points.reduce((sum, p) => sum + isotonicValue(fit, p.x), 0);
      assert.ok(Math.abs(total - fitted) < 1e-9);
    }),
  );
});

test("no points are an error", () => {
  assert.throws(() => isotonicRegression([], []), /at least one, got 0 and 0/);
});
