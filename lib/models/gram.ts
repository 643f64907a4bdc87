import { type DenseMatrix, denseMatrix, type SparseMatrix } from "../matrices";

/**
 * How often items occur together: X'X of a users x items matrix.
 *
 *     g(i, j) = sum over users of x(u, i) x(u, j)
 *
 * Costs the sum over users of their squared history lengths.
 *
 * @returns symmetric, shape [items, items]
 */
export function gram({
  rowCount,
  columnCount,
  rowStart,
  columnIndex,
  value,
}: SparseMatrix): DenseMatrix {
  const values = new Float32Array(columnCount * columnCount);
  for (let user = 0; user < rowCount; user++) {
    const end = rowStart[user + 1];
    for (let left = rowStart[user]; left < end; left++) {
      const offset = columnIndex[left] * columnCount;
      const amount = value[left];
      // Columns rise within a row: the upper triangle only.
      for (let right = left; right < end; right++) {
        values[offset + columnIndex[right]] += amount * value[right];
      }
    }
  }
  mirrorUpperTriangle(values, columnCount);
  return denseMatrix(values, columnCount, columnCount);
}

/**
 * The same for a model that keeps it whole, with `onDiagonal` added to the diagonal.
 *
 * @throws RangeError if there are more items than `maxItems`: memory grows with their square
 */
export function wholeGram(
  model: string,
  histories: SparseMatrix,
  maxItems: number,
  onDiagonal = 0,
): DenseMatrix {
  const itemCount = histories.columnCount;
  if (itemCount > maxItems) {
    throw new RangeError(
      `${model}.fit requires at most ${maxItems} items (maxItems), got ${itemCount}; ` +
        `ItemKnn fits in memory there`,
    );
  }
  const matrix = gram(histories);
  if (onDiagonal !== 0) {
    for (let item = 0; item < itemCount; item++) {
      matrix.values[item * itemCount + item] += onDiagonal;
    }
  }
  return matrix;
}

/** Copies the upper triangle to the lower, by tiles that stay in the cache. */
function mirrorUpperTriangle(values: Float32Array, size: number): void {
  const tile = 64;
  for (let top = 0; top < size; top += tile) {
    for (let left = top; left < size; left += tile) {
      const bottom = Math.min(size, top + tile);
      const right = Math.min(size, left + tile);
      for (let row = top; row < bottom; row++) {
        for (let column = Math.max(left, row + 1); column < right; column++) {
          values[column * size + row] = values[row * size + column];
        }
      }
    }
  }
}
