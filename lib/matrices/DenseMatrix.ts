/** A row-major matrix of floats: `values[row * columnCount + column]`. */
export interface DenseMatrix {
  readonly values: Float32Array;
  readonly rowCount: number;
  readonly columnCount: number;
}

/**
 * A matrix over existing values (not copied).
 *
 * @param values - row-major, shape [rowCount, columnCount]
 * @throws RangeError if the number of values is not rowCount * columnCount
 */
export function denseMatrix(
  values: Float32Array,
  rowCount: number,
  columnCount: number,
): DenseMatrix {
  if (values.length !== rowCount * columnCount) {
    throw new RangeError(
      `denseMatrix requires ${rowCount} x ${columnCount} values, got ${values.length}`,
    );
  }
  return { values, rowCount, columnCount };
}

/** One row as a view (not a copy), shape [columnCount]. */
export function matrixRow(matrix: DenseMatrix, rowIndex: number): Float32Array {
  const start = rowIndex * matrix.columnCount;
  return matrix.values.subarray(start, start + matrix.columnCount);
}
