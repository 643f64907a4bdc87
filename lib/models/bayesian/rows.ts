import { SparseMatrix } from "../../matrices";

/** The rows at the given positions. */
export function selectRows(matrix: SparseMatrix, positions: readonly number[]): SparseMatrix {
  const rowStart = new Int32Array(positions.length + 1);
  positions.forEach((row, place) => {
    rowStart[place + 1] = rowStart[place] + matrix.rowStart[row + 1] - matrix.rowStart[row];
  });
  const columnIndex = new Int32Array(rowStart[positions.length]);
  const value = new Float32Array(rowStart[positions.length]);
  positions.forEach((row, place) => {
    columnIndex.set(matrix.rowColumns(row), rowStart[place]);
    value.set(matrix.rowValues(row), rowStart[place]);
  });
  const { columnCount } = matrix;
  return new SparseMatrix({
    rowCount: positions.length,
    columnCount,
    rowStart,
    columnIndex,
    value,
  });
}

/** Rows behind each other, as they are stored. */
export function joined(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => Array.from(row)));
}

/** The opposite of `joined`: equal parts. */
export function split(values: Float64Array, count: number): Float64Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, row) => values.slice(row * size, (row + 1) * size));
}
