import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SparseMatrix } from "../../lib/matrices";
import { gram } from "../../lib/models/gram";

test("it equals the transpose times the matrix, also where it spans several tiles", () => {
  const cell = fc.record({ row: fc.nat(4), column: fc.nat(149), value: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
      const dense = Array.from({ length: 5 }, () => new Float64Array(150));
      for (const { row, column, value } of cells) dense[row][column] += value;
      const matrix = SparseMatrix.fromEntries(
        [5, 150],
        cells.map((c) => c.row),
        cells.map((c) => c.column),
        cells.map((c) => c.value),
      );
      const { values } = gram(matrix);
      for (let i = 0; i < 150; i++) {
        for (let j = 0; j < 150; j++) {
          const expected = dense.reduce((sum, row) => sum + row[i] * row[j], 0);
          if (values[i * 150 + j] !== expected) assert.fail(`at ${i}, ${j}`);
        }
      }
    }),
    { numRuns: 20 },
  );
});
