import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf } from "../tensorflow";
import { FLOAT, INT32, typeAttribute } from "./typeAttribute";

/** Edges from the rows of one matrix to those of another. */
export interface Edges {
  /** Position where each edge starts, int32, shape [edges]. */
  readonly from: tfjs.Tensor;
  /** Position where it ends, int32, shape [edges], ascending. */
  readonly to: tfjs.Tensor;
  /** Rows that edges end in. */
  readonly endCount: number;
}

/**
 * Sums rows along edges: a matrix of zeros and ones, kept as its entries, times a dense one.
 *
 *     y_j = sum over edges from i to j of x_i
 *
 * Edges are read in the order of where they end, so a sum is whole before the next one begins, and
 * the rows at their starts are never copied out.
 *
 * @param x - shape [starts, size]
 * @param back - the same edges from their ends to their starts: the gradient goes there
 * @returns shape [endCount, size]
 */
export function edgeSums(x: tfjs.Tensor, edges: Edges, back: Edges): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [starts, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([back.from, back.to]);
    return {
      value: segmentSums(starts, edges),
      gradFunc: (dy: tfjs.Tensor, [from, to]: tfjs.Tensor[]) =>
        segmentSums(dy, { from, to, endCount: back.endCount }),
    };
  });
  return run(x);
}

function segmentSums(x: tfjs.Tensor, { from, to, endCount }: Edges): tfjs.Tensor {
  const attributes = [
    typeAttribute("T", FLOAT),
    ...["Tidx", "Tsegmentids", "Tnumsegments"].map((name) => typeAttribute(name, INT32)),
  ];
  return tf.tidy(() =>
    nativeBackend().executeSingleOutput("SparseSegmentSumWithNumSegments", attributes, [
      ...[x, from, to],
      tf.scalar(endCount, "int32"),
    ]),
  );
}
