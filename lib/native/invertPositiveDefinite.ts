import type * as tfjs from "@tensorflow/tfjs-node";
import { type DenseMatrix } from "../matrices";
import { nativeBackend, type OpAttribute, tf } from "./tensorflow";

/** Blocks up to this size are factorised; larger ones are halved. */
const LEAF_SIZE = 512;

/** Options of `invertPositiveDefinite`. */
export interface InvertOptions {
  /** Called as the work goes on, with the share of leaves done. */
  onProgress?: (done: number, total: number) => void;
  /** Interrupts the work, which then throws the signal's reason. */
  signal?: AbortSignal;
}

/**
 * The inverse of a symmetric positive definite matrix, in place, on TensorFlow's kernels.
 *
 *     M = [A B; B' D],  S = D - B' inv(A) B,  W = inv(A) B
 *     inv(M) = [inv(A) + W inv(S) W',  -W inv(S);  -inv(S) W',  inv(S)]
 *
 * applied by halves down to blocks of at most 512, which are inverted through their Cholesky
 * factors. Nearly all of the arithmetic, 4/3 n^3 multiplications and additions, is thus in
 * products of large matrices, the fastest kernel there is. Single precision.
 *
 * @param matrix - shape [n, n]; becomes its inverse
 * @throws RangeError if the matrix isn't square, or isn't positive definite
 */
export async function invertPositiveDefinite(
  matrix: DenseMatrix,
  options: InvertOptions = {},
): Promise<void> {
  const { rowCount: size, columnCount } = matrix;
  if (size !== columnCount) {
    throw new RangeError(
      `invertPositiveDefinite requires a square matrix, got [${size}, ${columnCount}]`,
    );
  }
  if (size === 0) return;
  const work = new Inversion(options, leafCount(size));
  try {
    if (size <= LEAF_SIZE) {
      const inverse = await work.invert(work.own(tf.tensor2d(matrix.values, [size, size])));
      matrix.values.set(inverse.dataSync<"float32">());
      return;
    }
    const half = size >> 1;
    const blocks = await work.invertBlocks({
      a: work.own(readBlock(matrix, 0, 0, half, half)),
      b: work.own(readBlock(matrix, 0, half, half, size - half)),
      d: work.own(readBlock(matrix, half, half, size - half, size - half)),
    });
    writeBlock(matrix, 0, 0, blocks.a);
    writeBlock(matrix, 0, half, blocks.b);
    writeBlock(matrix, half, 0, work.own(tf.transpose(blocks.b)));
    writeBlock(matrix, half, half, blocks.d);
  } finally {
    work.dispose();
  }
}

/** The upper triangle of a symmetric matrix in blocks: [a b; b' d]. */
interface Blocks {
  a: tfjs.Tensor2D;
  b: tfjs.Tensor2D;
  d: tfjs.Tensor2D;
}

/** One run: what tensors it holds, and how far it is. Every method frees what it is given. */
class Inversion {
  readonly #owned = new Set<tfjs.Tensor>();
  #done = 0;

  constructor(
    readonly options: InvertOptions,
    readonly total: number,
  ) {}

  own(tensor: tfjs.Tensor): tfjs.Tensor2D {
    this.#owned.add(tensor);
    return tensor as tfjs.Tensor2D;
  }

  free(...tensors: tfjs.Tensor[]): void {
    for (const tensor of tensors) {
      this.#owned.delete(tensor);
      tensor.dispose();
    }
  }

  dispose(): void {
    this.free(...this.#owned);
  }

  async invert(matrix: tfjs.Tensor2D): Promise<tfjs.Tensor2D> {
    const size = matrix.shape[0];
    if (size <= LEAF_SIZE) return this.invertLeaf(matrix);
    const half = size >> 1;
    const rest = size - half;
    const blocks = {
      a: this.own(tf.slice(matrix, [0, 0], [half, half])),
      b: this.own(tf.slice(matrix, [0, half], [half, rest])),
      d: this.own(tf.slice(matrix, [half, half], [rest, rest])),
    };
    this.free(matrix);
    const { a, b, d } = await this.invertBlocks(blocks);
    const inverse = this.own(
      tf.tidy(() => tf.concat([tf.concat([a, b], 1), tf.concat([tf.transpose(b), d], 1)], 0)),
    );
    this.free(a, b, d);
    return inverse;
  }

  /** The inverse's blocks from the matrix's. */
  async invertBlocks({ a, b, d }: Blocks): Promise<Blocks> {
    const aInverse = await this.invert(a);
    const w = this.own(tf.matMul(aInverse, b));
    const schur = this.own(tf.tidy(() => tf.sub(d, tf.matMul(b, w, true))));
    this.free(b, d);
    const dInverse = await this.invert(schur);
    const corner = this.own(tf.tidy(() => tf.neg(tf.matMul(w, dInverse))));
    const aBlock = this.own(tf.tidy(() => tf.sub(aInverse, tf.matMul(corner, w, false, true))));
    this.free(aInverse, w);
    return { a: aBlock, b: corner, d: dInverse };
  }

  /** inv(L L') = inv(L)' inv(L). */
  private async invertLeaf(matrix: tfjs.Tensor2D): Promise<tfjs.Tensor2D> {
    this.options.signal?.throwIfAborted();
    const inverse = this.own(
      tf.tidy(() => {
        const factor = nativeBackend().executeSingleOutput("Cholesky", [floatType()], [matrix]);
        const { binding } = nativeBackend();
        const flag = (name: string, value: boolean): OpAttribute => ({
          name,
          type: binding.TF_ATTR_BOOL,
          value,
        });
        const factorInverse = nativeBackend().executeSingleOutput(
          "MatrixTriangularSolve",
          [flag("lower", true), flag("adjoint", false), floatType()],
          [factor, tf.eye(matrix.shape[0])],
        );
        return tf.matMul(factorInverse, factorInverse, true);
      }),
    );
    this.free(matrix);
    // The Cholesky op answers a matrix that has no factor with NaN.
    if (!Number.isFinite(tf.tidy(() => tf.sum(inverse).dataSync()[0]))) {
      throw new RangeError(
        "invertPositiveDefinite requires a positive definite matrix, got one with no factor",
      );
    }
    this.options.onProgress?.(++this.#done, this.total);
    // Lets timers, signals and a notebook's interrupt be served between blocks.
    await new Promise((resolve) => setImmediate(resolve));
    return inverse;
  }
}

function floatType(): OpAttribute {
  const { binding } = nativeBackend();
  return { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}

function leafCount(size: number): number {
  return size <= LEAF_SIZE ? 1 : leafCount(size >> 1) + leafCount(size - (size >> 1));
}

function readBlock(
  { values, columnCount }: DenseMatrix,
  top: number,
  left: number,
  height: number,
  width: number,
): tfjs.Tensor2D {
  const block = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    const start = (top + row) * columnCount + left;
    block.set(values.subarray(start, start + width), row * width);
  }
  return tf.tensor2d(block, [height, width]);
}

function writeBlock(matrix: DenseMatrix, top: number, left: number, block: tfjs.Tensor2D): void {
  const [height, width] = block.shape;
  const values = block.dataSync<"float32">();
  for (let row = 0; row < height; row++) {
    const start = (top + row) * matrix.columnCount + left;
    matrix.values.set(values.subarray(row * width, (row + 1) * width), start);
  }
}
