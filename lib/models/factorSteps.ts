import { type SparseMatrix } from "../matrices";
import { type KernelSpace, type Shared } from "../native/simd";

/** Users or items in the kernels' memory. */
export interface FactorSide {
  readonly rowCount: number;
  /** Addresses of rowStart, columnIndex and value. */
  readonly entries: readonly number[];
  /** Shape [rowCount, size]. */
  readonly rows: Shared<Float32Array>;
}

/** A matrix's rows and their vectors, which start at 0. */
export function factorSide(space: KernelSpace, matrix: SparseMatrix, size: number): FactorSide {
  const { rowCount, rowStart, columnIndex, value } = matrix;
  const csr = [space.int32(rowStart), space.int32(columnIndex), space.float32(value)];
  return {
    rowCount,
    entries: csr.map((array) => array.address),
    rows: space.float32(rowCount * size),
  };
}

/** Rows summed into one partial Gram matrix. */
const GRAM_ROWS = 1024;

/** The sum of r r' over rows [rowCount, size], whole, in double precision; shape [size, size]. */
export function gramOfRows(
  space: KernelSpace,
  rows: Shared<Float32Array>,
  size: number,
): Float64Array {
  const rowCount = rows.values.length / size;
  const blockCount = Math.ceil(rowCount / GRAM_ROWS);
  const partial = space.float32(blockCount * size * size);
  space.run("gramBlocks", blockCount, [rows.address, rowCount, size, GRAM_ROWS, partial.address], {
    grain: 1,
  });
  const gram = new Float64Array(size * size);
  for (let block = 0; block < blockCount; block++) {
    const offset = block * size * size;
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) gram[i * size + j] += partial.values[offset + i * size + j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) gram[i * size + j] = gram[j * size + i];
  }
  space.release(partial);
  return gram;
}

/**
 * The eigen-decomposition of `gramOfRows`: eigenvalues, shape [size], in no order, and the unit
 * eigenvector of each as a row, shape [size, size].
 *
 * @param size - even
 * @throws RangeError if the rows aren't finite
 */
export function gramEigen(
  space: KernelSpace,
  rows: Shared<Float32Array>,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const gram = gramOfRows(space, rows, size);
  if (!gram.every(Number.isFinite)) {
    throw new RangeError("gramEigen requires finite rows, got NaN or infinity");
  }
  // Doubles in place of pairs of floats: the matrix, the eigenvectors, the eigenvalues.
  const shared = space.float32(2 * size * (2 * size + 1));
  const doubles = new Float64Array(shared.values.buffer, shared.address, size * (2 * size + 1));
  doubles.set(gram);
  const addresses = [0, size * size, 2 * size * size].map((place) => shared.address + 8 * place);
  space.run("eigenRows", 1, [...addresses, size], { scratchFloats: 8 * size });
  const vectors = doubles.slice(size * size, 2 * size * size);
  const values = doubles.slice(2 * size * size);
  space.release(shared);
  return { values, vectors };
}

/** The sum of each place over all rows, shape [size]. */
export function columnSums(values: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let at = 0; at < values.length; at++) sums[at % size] += values[at];
  return sums;
}

/** Fills the first `count` places of each row by draws, row after row. */
export function fillRows(
  values: Float32Array,
  size: number,
  count: number,
  draw: () => number,
): void {
  for (let at = 0; at < values.length; at++) if (at % size < count) values[at] = draw();
}
