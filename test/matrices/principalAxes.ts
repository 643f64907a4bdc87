import assert from "node:assert/strict";
import { test } from "node:test";
import { denseMatrix } from "../../lib/matrices/DenseMatrix";
import { principalAxes } from "../../lib/matrices/principalAxes";

const close = (got: ArrayLike<number>, expected: readonly number[]): void => {
  assert.equal(got.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(got[i] - value) < 1e-5, `${got[i]}, not ${value}`);
  });
};

test("points on a line lie along the first axis, wherever the line is", () => {
  const line = denseMatrix(Float32Array.of(1, 7, 2, 8, 3, 9, 6, 12), 4, 2);
  const { coordinates, shares } = principalAxes(line, 2);
  close(
    coordinates.values,
    [-2, 0, -1, 0, 0, 0, 3, 0].map((steps) => steps * Math.SQRT2),
  );
  close(shares, [1, 0]);
});

test("coordinates and shares equal scikit-learn's", () => {
  // scikit-learn 1.9.1: p = PCA(2).fit(X); p.transform(X), the signs as here, and
  // p.explained_variance_ratio_
  const rows = denseMatrix(Float32Array.of(1, 0, 2, -1, 1, 0, 3, 2, 1, 0, -2, 4), 4, 3);
  const { coordinates, shares } = principalAxes(rows, 2);
  close(
    coordinates.values,
    [-0.242573, 0.343141, 0.995208, -2.386768, 2.484045, 1.586011, -3.23668, 0.457616],
  );
  close(shares, [0.674128, 0.325305]);
});

test("equal rows have nothing to tell apart", () => {
  const { coordinates, shares } = principalAxes(denseMatrix(Float32Array.of(1, 2, 1, 2), 2, 2), 1);
  close(coordinates.values, [0, 0]);
  close(shares, [0]);
});

test("no rows, or more axes than columns, is an error", () => {
  const rows = denseMatrix(Float32Array.of(1, 2), 1, 2);
  assert.throws(() => principalAxes(rows, 3), {
    message: "principalAxes requires rows, and a count from 1 to 2, got 1 rows and 3",
  });
});
