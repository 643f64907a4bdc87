import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SparseMatrix } from "../../lib/matrices";
import {
  type SimilarityConfig,
  similarityDefaults,
  similarRows,
} from "../../lib/models/similarRows";

const cells = [
  [1, 0, 2, 0, 1, 0],
  [0, 3, 1, 0, 0, 0],
  [2, 0, 0, 1, 1, 0],
  [0, 1, 1, 0, 2, 0],
  [1, 0, 0, 0, 0, 4],
];

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const entries = rows.flatMap((row, r) => row.map((value, c) => ({ r, c, value })));
  const kept = entries.filter(({ value }) => value !== 0);
  return SparseMatrix.fromEntries(
    [rows.length, rows[0].length],
    kept.map(({ r }) => r),
    kept.map(({ c }) => c),
    kept.map(({ value }) => value),
  );
}

function dense(matrix: SparseMatrix): number[][] {
  return Array.from({ length: matrix.rowCount }, (_, row) => {
    const values = new Array<number>(matrix.columnCount).fill(0);
    matrix.rowColumns(row).forEach((column, e) => {
      values[column] = matrix.rowValues(row)[e];
    });
    return values;
  });
}

/** Similarities to the first row as the query, of every other row. */
function toFirst(config: Partial<SimilarityConfig>): number[] {
  const all = similarRows(sparse(cells), 4, { ...similarityDefaults, ...config });
  return dense(all)
    .slice(1)
    .map((row) => Number(row[0].toFixed(6)));
}

// X as above; numpy 2.4.6, implicit 0.7.3. `c` is Y @ Y.T / numpy.outer(n ** (2 * a), n ** (2 - 2 * a))
// with n = numpy.linalg.norm(Y, axis=1), a = 0.5.
test("cosines equal NumPy's", () => {
  assert.deepEqual(toFirst({}), [0.258199, 0.5, 0.666667, 0.099015]);
});

test("shrinkage is added to the denominator", () => {
  // X @ X.T / (numpy.outer(n, n) + 2)
  assert.deepEqual(toFirst({ shrinkage: 2 }), [0.205213, 0.375, 0.5, 0.082648]);
});

test("the asymmetric cosine of a = 0.2 equals NumPy's", () => {
  const found = toFirst({ similarity: "asymmetric", asymmetry: 0.2 });
  assert.deepEqual(found, [0.221513, 0.5, 0.666667, 0.072445]);
});

test("Pearson's correlations equal numpy.corrcoef's where they are above 0", () => {
  // numpy.corrcoef(X)[0] -> 1, -0.1348, 0.1, 0.4, -0.3568
  assert.deepEqual(toFirst({ similarity: "pearson" }), [0, 0.1, 0.4, 0]);
});

test("Jaccard's index is the share of the union, whatever the values", () => {
  assert.deepEqual(toFirst({ similarity: "jaccard" }), [0.25, 0.5, 0.5, 0.25]);
});

test("TF-IDF's cosines and BM25's products equal implicit's", () => {
  // c of implicit.nearest_neighbours.tfidf_weight(scipy.sparse.csr_matrix(X))
  assert.deepEqual(toFirst({ similarity: "tfidf" }), [0.17292, 0.270856, 0.492648, 0.060436]);
  // M @ M.T with M = implicit.nearest_neighbours.bm25_weight(X, K1=1.2, B=0.75)
  assert.deepEqual(toFirst({ similarity: "bm25" }), [0.070774, 0.122565, 0.141547, 0.047111]);
});

test("a query that is no candidate may be like all of them", () => {
  const query = { rows: sparse([cells[0]]), self: Int32Array.of(-1) };
  const found = dense(similarRows(sparse(cells), 5, similarityDefaults, query));
  assert.deepEqual(
    found.map(([value]) => Number(value.toFixed(6))),
    [1, 0.258199, 0.5, 0.666667, 0.099015],
  );
});

test("the best neighbours are kept, ties to the lower row, as by sorting everything", () => {
  // Few features make long rows (scanned whole), many make short ones (listed).
  const log = fc.record({
    rowCount: fc.integer({ min: 1, max: 40 }),
    columnCount: fc.constantFrom(3, 60),
    cells: fc.array(fc.tuple(fc.nat(39), fc.nat(59)), { maxLength: 120 }),
    k: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(log, ({ rowCount, columnCount, cells, k }) => {
      const rows = Array.from({ length: rowCount }, () => new Array<number>(columnCount).fill(0));
      for (const [row, column] of cells) rows[row % rowCount][column % columnCount] = 1;
      const found = dense(similarRows(sparse(rows), k, similarityDefaults));
      const size = rows.map((row) => row.reduce((sum, x) => sum + x, 0));
      for (let query = 0; query < rowCount; query++) {
        const best = rows
          .map((row, r) => ({ r, dot: row.reduce((sum, x, c) => sum + x * rows[query][c], 0) }))
          .filter(({ r, dot }) => r !== query && dot > 0)
          .map(({ r, dot }) => ({
            r,
            // In the kernel's own steps of single precision, so that ties are the same.
            value: Math.fround(
              dot /
                Math.fround(Math.fround(Math.sqrt(size[r])) * Math.fround(Math.sqrt(size[query]))),
            ),
          }))
          .sort((a, b) => b.value - a.value || a.r - b.r)
          .slice(0, k);
        const expected = new Array<number>(rowCount).fill(0);
        for (const { r, value } of best) expected[r] = value;
        assert.deepEqual(
          found.map((row) => row[query]),
          expected,
        );
      }
    }),
    { numRuns: 60 },
  );
});

test("values below 0 count too", () => {
  const found = dense(
    similarRows(
      sparse([
        [1, -1, 2],
        [1, -1, 0],
        [1, 1, 5],
        [-1, 1, 0],
      ]),
      3,
      similarityDefaults,
    ),
  );
  assert.deepEqual(
    found.map((row) => Number(row[0].toFixed(4))),
    // 2 / sqrt(12), 10 / sqrt(6 * 27), -2 / sqrt(12): the last is no neighbour.
    [0, 0.5774, 0.7857, 0],
  );
});
