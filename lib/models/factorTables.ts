import { denseMatrix, type DenseMatrix, matrixRow } from "../matrices";

// Tables of padded factor rows, [rows, size], of which the first `count` places mean something.

/** Each row divided by its sum. */
export function rowShares(values: Float32Array, size: number): Float32Array {
  const shares = Float32Array.from(values);
  for (let start = 0; start < shares.length; start += size) {
    const row = shares.subarray(start, start + size);
    const sum = row.reduce((total, share) => total + share, 0);
    for (let k = 0; k < size; k++) row[k] /= sum;
  }
  return shares;
}

/** The first `count` places of the selected rows, shape [selected, count]. */
export function firstPlaces(
  values: Float32Array,
  rows: Int32Array,
  size: number,
  count: number,
): DenseMatrix {
  const cut = denseMatrix(new Float32Array(rows.length * count), rows.length, count);
  rows.forEach((row, place) => {
    matrixRow(cut, place).set(values.subarray(row * size, row * size + count));
  });
  return cut;
}

/** The first `count` places as rows: from [rows, size] to [count, rows]. */
export function placesByRow(values: Float32Array, size: number, count: number): DenseMatrix {
  const rowCount = values.length / size;
  const out = denseMatrix(new Float32Array(count * rowCount), count, rowCount);
  for (let k = 0; k < count; k++) {
    const place = matrixRow(out, k);
    for (let row = 0; row < rowCount; row++) place[row] = values[row * size + k];
  }
  return out;
}
