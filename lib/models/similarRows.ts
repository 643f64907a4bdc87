import { SparseMatrix } from "../matrices";
import { KernelSpace } from "../native/simd";
import { type Hyperparameters } from "./hyperparameters";

export type SimilarityConfig = Pick<
  Hyperparameters,
  "similarity" | "shrinkage" | "asymmetry" | "k1" | "b"
>;

export const similarityDefaults: SimilarityConfig = {
  similarity: "cosine",
  shrinkage: 0,
  asymmetry: 0.5,
  k1: 1.2,
  b: 0.75,
};

/** Rows whose neighbours are sought. */
export interface SimilarityQuery {
  /** Rows x features; the features are the candidates'. */
  readonly rows: SparseMatrix;
  /** For each row, the candidate that it is itself, or -1; it is left out. */
  readonly self: Int32Array;
}

/**
 * The most similar rows of a sparse matrix, by dot = sum over features of x(f) y(f):
 *
 *     cosine       dot / (|x| |y| + shrinkage)
 *     asymmetric   dot / (|x|^(2a) |y|^(2 - 2a) + shrinkage), x the query, a the asymmetry
 *     pearson      (dot - n mean(x) mean(y)) / (n sd(x) sd(y) + shrinkage), n features, absent as 0
 *     jaccard      dot / (nnz(x) + nnz(y) - dot + shrinkage), values taken as 1
 *     tfidf        the cosine of sqrt(x) idf
 *     bm25         dot / (1 + shrinkage) of x (k1 + 1) / (k1 (1 - b + b len / mean len) + x) idf
 *
 * with idf(f) = max(0, ln(rows) - ln(1 + rows that have f)), and len the sum of a row. Only rows
 * that share a feature and have a similarity above 0 are neighbours; ties go to the lower row.
 * Single precision; the result doesn't depend on the number of threads.
 *
 * tfidf and bm25 are those of the library implicit.
 *
 * @param candidates - shape [rows, features]
 * @param query - by default the candidates themselves
 * @returns similarities, shape [candidates, queries]: column q holds q's neighbours
 */
export function similarRows(
  candidates: SparseMatrix,
  neighbourCount: number,
  config: SimilarityConfig,
  query: SimilarityQuery = {
    rows: candidates,
    self: Int32Array.from({ length: candidates.rowCount }, (_, row) => row),
  },
): SparseMatrix {
  const weigh = weighting(candidates, config);
  const own = weigh(query.rows);
  const other = query.rows === candidates ? own : weigh(candidates);
  const { similarity, asymmetry } = config;
  const exponent = similarity === "asymmetric" ? 2 * asymmetry : 1;
  const queryNorms = norms(own, similarity, exponent);
  const rowNorms = norms(other, similarity, 2 - exponent);
  const byFeature = other.transpose();
  const { rowCount } = candidates;
  const queryCount = query.rows.rowCount;
  const k = Math.min(neighbourCount, Math.max(1, rowCount));
  const space = new KernelSpace();
  try {
    const count = space.int32(queryCount);
    const row = space.int32(queryCount * k);
    const value = space.float32(queryCount * k);
    space.run(
      "nearestRows",
      queryCount,
      [
        space.int32(own.rowStart).address,
        space.int32(own.columnIndex).address,
        space.float32(own.value).address,
        space.float32(queryNorms.length).address,
        space.float32(queryNorms.centre).address,
        space.int32(query.self).address,
        space.int32(byFeature.rowStart).address,
        space.int32(byFeature.columnIndex).address,
        space.float32(byFeature.value).address,
        space.float32(rowNorms.length).address,
        space.float32(rowNorms.centre).address,
        rowCount,
        similarity === "jaccard" ? 1 : 0,
        other.value.every((x) => x > 0) && own.value.every((x) => x > 0) ? 0 : 1,
        config.shrinkage,
        k,
        count.address,
        row.address,
        value.address,
      ],
      { grain: 32, scratchFloats: 2 * (rowCount + 4) },
    );
    return byNeighbour(rowCount, k, count.values, row.values, value.values);
  } finally {
    space.dispose();
  }
}

/** From neighbours listed by query, shape [queries, k], to shape [candidates, queries]. */
function byNeighbour(
  rowCount: number,
  k: number,
  count: Int32Array,
  row: Int32Array,
  value: Float32Array,
): SparseMatrix {
  const rowStart = new Int32Array(rowCount + 1);
  for (let query = 0; query < count.length; query++) {
    for (let e = query * k; e < query * k + count[query]; e++) rowStart[row[e] + 1]++;
  }
  for (let r = 0; r < rowCount; r++) rowStart[r + 1] += rowStart[r];
  const next = rowStart.slice(0, rowCount);
  const columnIndex = new Int32Array(rowStart[rowCount]);
  const values = new Float32Array(rowStart[rowCount]);
  for (let query = 0; query < count.length; query++) {
    for (let e = query * k; e < query * k + count[query]; e++) {
      const place = next[row[e]]++;
      columnIndex[place] = query;
      values[place] = value[e];
    }
  }
  return new SparseMatrix({
    rowCount,
    columnCount: count.length,
    rowStart,
    columnIndex,
    value: values,
  });
}

/** What turns raw cells into the vectors that are compared; learned from the candidates. */
function weighting(
  candidates: SparseMatrix,
  { similarity, k1, b }: SimilarityConfig,
): (rows: SparseMatrix) => SparseMatrix {
  if (similarity === "jaccard") return (rows) => withValues(rows, () => 1);
  if (similarity !== "tfidf" && similarity !== "bm25") return (rows) => rows;
  const idf = inverseFrequency(candidates);
  if (similarity === "tfidf") {
    return (rows) => withValues(rows, (x, _, feature) => Math.sqrt(x) * idf[feature]);
  }
  const meanLength = candidates.value.reduce((sum, x) => sum + x, 0) / candidates.rowCount;
  return (rows) =>
    withValues(rows, (x, row, feature) => {
      const length = rows.rowValues(row).reduce((sum, value) => sum + value, 0);
      const damping = k1 * (1 - b + (b * length) / meanLength);
      return ((x * (k1 + 1)) / (damping + x)) * idf[feature];
    });
}

function inverseFrequency({ rowCount, columnCount, columnIndex }: SparseMatrix): Float64Array {
  const frequency = new Float64Array(columnCount);
  for (const feature of columnIndex) frequency[feature]++;
  return frequency.map((count) => Math.max(0, Math.log(rowCount) - Math.log1p(count)));
}

/** The same cells with other values; cells that become 0 are dropped. */
function withValues(
  rows: SparseMatrix,
  valueOf: (x: number, row: number, feature: number) => number,
): SparseMatrix {
  const { rowCount, columnCount, columnIndex } = rows;
  const rowStart = new Int32Array(rowCount + 1);
  const columns = new Int32Array(columnIndex.length);
  const values = new Float32Array(columnIndex.length);
  let kept = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let e = rows.rowStart[row]; e < rows.rowStart[row + 1]; e++) {
      const value = valueOf(rows.value[e], row, columnIndex[e]);
      if (value === 0) continue;
      columns[kept] = columnIndex[e];
      values[kept++] = value;
    }
    rowStart[row + 1] = kept;
  }
  return new SparseMatrix({
    rowCount,
    columnCount,
    rowStart,
    columnIndex: columns.subarray(0, kept),
    value: values.subarray(0, kept),
  });
}

/** What a similarity divides by and centres on, each padded to a multiple of 4 rows. */
function norms(
  { rowCount, columnCount, rowStart, value }: SparseMatrix,
  similarity: SimilarityConfig["similarity"],
  exponent: number,
): { length: Float32Array; centre: Float32Array } {
  const padded = 4 * Math.ceil(rowCount / 4);
  const length = new Float32Array(padded);
  const centre = new Float32Array(padded);
  for (let row = 0; row < rowCount; row++) {
    let squares = 0;
    let sum = 0;
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) {
      squares += value[e] ** 2;
      sum += value[e];
    }
    if (similarity === "pearson") {
      centre[row] = sum / Math.sqrt(columnCount);
      length[row] = Math.sqrt(Math.max(0, squares - sum ** 2 / columnCount));
    } else if (similarity === "bm25") length[row] = 1;
    else if (similarity === "jaccard") length[row] = squares;
    else length[row] = Math.sqrt(squares) ** exponent;
  }
  return { length, centre };
}
