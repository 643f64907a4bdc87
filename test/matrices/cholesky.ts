import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cholesky,
  choleskyInverse,
  COLUMNS,
  solveLower,
  solveLowerColumns,
  solveUpper,
  solveUpperRows,
} from "../../lib/matrices/cholesky";

// [[4, 2], [2, 5]] = L L' of L = [[2, 0], [1, 2]]
const matrix = Float64Array.of(4, 2, 2, 5);
const factor = cholesky(matrix, 2)!;

test("a factor by hand", () => {
  assert.deepEqual([...factor], [2, 0, 1, 2]);
});

test("both solves together solve the whole system", () => {
  const x = solveUpper(factor, solveLower(factor, Float64Array.of(8, 12)));
  assert.deepEqual([...x], [1, 2]);
});

test("a larger system is solved by columns and by rows of the factor alike, and by the inverse", () => {
  const n = 11;
  const large = Float64Array.from({ length: n * n }, (_, e) => {
    const [i, j] = [Math.floor(e / n), e % n];
    return 1 / (1 + Math.abs(i - j)) + (i === j ? 1 : 0);
  });
  const lower = cholesky(large, n)!;
  const upper = lower.map((_, e) => lower[(e % n) * n + Math.floor(e / n)]);
  const b = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
  const half = solveLower(lower, b);
  const inverse = choleskyInverse(lower, n);
  for (const x of [solveUpper(lower, half), solveUpperRows(upper, half)]) {
    for (let i = 0; i < n; i++) {
      const row = large.subarray(i * n, (i + 1) * n);
      assert.ok(Math.abs(row.reduce((sum, a, j) => sum + a * x[j], 0) - b[i]) < 1e-12);
      const byInverse = b.reduce((sum, value, j) => sum + inverse[i * n + j] * value, 0);
      assert.ok(Math.abs(byInverse - x[i]) < 1e-12);
    }
  }
});

test("the inverse of a factored matrix", () => {
  assert.deepEqual([...choleskyInverse(factor, 2)], [5 / 16, -1 / 8, -1 / 8, 1 / 4]);
});

test("a matrix that is not positive definite has no factor", () => {
  assert.equal(cholesky(Float64Array.of(1, 2, 2, 1), 2), null);
});

test("columns side by side are solved as each by itself, of an even size and an odd one", () => {
  for (const n of [1, 6, 7]) {
    const wanted = Array.from({ length: COLUMNS }, (_, c) =>
      Float64Array.from({ length: n }, (_, i) => Math.cos(i * (c + 1))),
    );
    const lower = Float64Array.from({ length: n * n }, (_, e) => {
      const [i, j] = [Math.floor(e / n), e % n];
      return j > i ? 0 : 1 / (1 + i - j);
    });
    const columns = Float64Array.from(
      { length: n * COLUMNS },
      (_, e) => wanted[e % COLUMNS][Math.floor(e / COLUMNS)],
    );
    solveLowerColumns(lower, columns);
    wanted.forEach((b, c) => {
      solveLower(lower, b).forEach((x, i) => {
        assert.ok(Math.abs(columns[i * COLUMNS + c] - x) < 1e-12);
      });
    });
  }
});
