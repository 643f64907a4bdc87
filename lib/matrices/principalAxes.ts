import { type DenseMatrix, denseMatrix, matrixRow } from "./DenseMatrix";
import { symmetricEigen } from "./symmetricEigen";

/** Rows seen along the directions in which they differ most. */
export interface PrincipalAxes {
  /** Coordinates, shape [rows, count]. */
  readonly coordinates: DenseMatrix;
  /** The share of the rows' variance along each axis, shape [count], falling. */
  readonly shares: Float64Array;
}

/**
 * The rows' coordinates along their first principal axes: the eigenvectors of their covariance.
 * Each axis points to where its largest weight is positive, so that equal rows give equal maps.
 *
 * Where all rows are equal, coordinates and shares are 0.
 *
 * @param matrix - shape [rows, columns]
 * @throws RangeError if count isn't a whole number from 1 to the columns, or there are no rows
 * @see Jolliffe (2002), Principal component analysis, section 1.1
 */
export function principalAxes(matrix: DenseMatrix, count: number): PrincipalAxes {
  const { rowCount, columnCount } = matrix;
  if (rowCount === 0 || !(Number.isInteger(count) && count >= 1 && count <= columnCount)) {
    throw new RangeError(
      `principalAxes requires rows, and a count from 1 to ${columnCount}, got ${rowCount} rows ` +
        `and ${count}`,
    );
  }
  const mean = new Float64Array(columnCount);
  for (let row = 0; row < rowCount; row++) {
    matrixRow(matrix, row).forEach((value, column) => (mean[column] += value / rowCount));
  }
  const centred = (row: number): Float64Array =>
    Float64Array.from(matrixRow(matrix, row), (value, column) => value - mean[column]);
  const covariance = new Float64Array(columnCount * columnCount);
  for (let row = 0; row < rowCount; row++) {
    const values = centred(row);
    for (let i = 0; i < columnCount; i++) {
      for (let j = 0; j <= i; j++) covariance[i * columnCount + j] += values[i] * values[j];
    }
  }
  const { values, vectors } = symmetricEigen(covariance, columnCount);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const axes = Array.from({ length: count }, (_, axis) => columnCount - 1 - axis);
  const directions = axes.map((k) =>
    towardsPositive(vectors.subarray(k * columnCount, (k + 1) * columnCount)),
  );
  const coordinates = denseMatrix(new Float32Array(rowCount * count), rowCount, count);
  for (let row = 0; row < rowCount; row++) {
    const own = centred(row);
    directions.forEach((direction, axis) => {
      coordinates.values[row * count + axis] = own.reduce((sum, x, i) => sum + x * direction[i], 0);
    });
  }
  const shares = Float64Array.from(axes, (k) => (total > 0 ? Math.max(0, values[k]) / total : 0));
  return { coordinates, shares };
}

function towardsPositive(direction: Float64Array): Float64Array {
  const largest = direction.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
  return largest < 0 ? direction.map((x) => -x) : direction;
}
