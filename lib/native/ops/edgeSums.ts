import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../tensorflow";
import { rows } from "./rows";

/** Edges from the rows of one matrix to those of another. */
export interface Edges {
  /** Position where each edge starts, int32, shape [edges]. */
  readonly from: tfjs.Tensor;
  /** Position where it ends, int32, shape [edges]. */
  readonly to: tfjs.Tensor;
  /** Rows that edges end in. */
  readonly endCount: number;
}

/**
 * Sums rows along edges: a matrix of zeros and ones, kept as its entries, times a dense one.
 *
 *     y_j = sum over edges from i to j of x_i
 *
 * @param x - shape [starts, size]
 * @returns shape [endCount, size]; its gradient goes the edges back
 */
export function edgeSums(x: tfjs.Tensor, { from, to, endCount }: Edges): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [starts, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([from, to]);
    return {
      value: tf.unsortedSegmentSum(rows(starts, from), to as tfjs.Tensor1D, endCount),
      gradFunc: (dy: tfjs.Tensor, [start, end]: tfjs.Tensor[]) =>
        tf.unsortedSegmentSum(rows(dy, end), start as tfjs.Tensor1D, x.shape[0]),
    };
  });
  return run(x);
}
