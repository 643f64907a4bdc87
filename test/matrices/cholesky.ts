import assert from "node:assert/strict";
import { test } from "node:test";
import { cholesky, choleskyInverse, solveLower, solveUpper } from "../../lib/matrices/cholesky";

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

test("the inverse of a factored matrix", () => {
  assert.deepEqual([...choleskyInverse(factor, 2)], [5 / 16, -1 / 8, -1 / 8, 1 / 4]);
});

test("a matrix that is not positive definite has no factor", () => {
  assert.equal(cholesky(Float64Array.of(1, 2, 2, 1), 2), null);
});
