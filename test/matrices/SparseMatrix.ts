import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SparseMatrix } from "../../lib/matrices";

test("entries in any order become rows with rising columns", () => {
  const matrix = SparseMatrix.fromEntries([2, 3], [1, 0, 1], [2, 1, 0], [5, 6, 7]);
  assert.deepEqual([...matrix.rowColumns(0)], [1]);
  assert.deepEqual([...matrix.rowColumns(1)], [0, 2]);
  assert.deepEqual([...matrix.rowValues(1)], [7, 5]);
});

test("entries of the same cell are summed", () => {
  const matrix = SparseMatrix.fromEntries([1, 2], [0, 0, 0], [1, 1, 0], [2, 3, 1]);
  assert.deepEqual([...matrix.rowValues(0)], [1, 5]);
});

test("an index outside the shape is an error that names it", () => {
  assert.throws(() => SparseMatrix.fromEntries([1, 2], [0], [2]), {
    name: "RangeError",
    message: "fromEntries requires a column index below 2, got 2",
  });
});

test("transposing twice gives the same cells, and each cell moves from (r, c) to (c, r)", () => {
  const cell = fc.record({ row: fc.nat(4), column: fc.nat(6), value: fc.integer({ min: 1 }) });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      const matrix = SparseMatrix.fromEntries(
        [5, 7],
        cells.map((c) => c.row),
        cells.map((c) => c.column),
      );
      const transposed = matrix.transpose();
      for (let row = 0; row < 5; row++) {
        for (const column of matrix.rowColumns(row)) {
          assert.ok(transposed.rowColumns(column).includes(row));
        }
      }
      assert.equal(transposed.entryCount, matrix.entryCount);
      assert.equal(transposed.transpose(), matrix);
    }),
  );
});

test("each entry has its row, rows without entries passed over", () => {
  const matrix = SparseMatrix.fromEntries([4, 3], [3, 1, 3], [2, 0, 1]);
  assert.deepEqual([...matrix.entryRows()], [1, 3, 3]);
  assert.deepEqual([...matrix.transpose().entryRows()], [0, 1, 2]);
});
