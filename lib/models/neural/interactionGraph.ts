import type * as tfjs from "@tensorflow/tfjs-node";
import { type SparseMatrix } from "../../matrices";
import { type Edges, tf } from "../../native";

/** The edges between users and items, and 1 / sqrt(degree) of each end. */
export interface InteractionGraph {
  readonly toUsers: Edges;
  readonly toItems: Edges;
  /** Shape [users, 1]; 0 for a user without items. */
  readonly userScale: tfjs.Variable;
  /** Shape [items, 1]. */
  readonly itemScale: tfjs.Variable;
  /** All of the above; the caller disposes of them. */
  readonly tensors: readonly tfjs.Variable[];
}

/** The graph of the interactions, users x items. */
export function interactionGraph(chosen: SparseMatrix): InteractionGraph {
  const tensors: tfjs.Variable[] = [];
  const held = (tensor: tfjs.Tensor): tfjs.Variable => {
    const variable = tf.variable(tensor, false);
    tensor.dispose();
    tensors.push(variable);
    return variable;
  };
  /** Each row's columns send to it. */
  const intoRows = (matrix: SparseMatrix): Edges => {
    const ends = [matrix.columnIndex, matrix.entryRows()];
    const [from, to] = ends.map((side) => held(tf.tensor1d(side, "int32")));
    return { from, to, endCount: matrix.rowCount };
  };
  const scaleOf = ({ rowCount, rowStart }: SparseMatrix): tfjs.Variable => {
    const scales = Float32Array.from({ length: rowCount }, (_, row) => {
      const degree = rowStart[row + 1] - rowStart[row];
      return degree > 0 ? 1 / Math.sqrt(degree) : 0;
    });
    return held(tf.tensor2d(scales, [rowCount, 1]));
  };
  const sides = [chosen, chosen.transpose()];
  const [toUsers, toItems] = sides.map(intoRows);
  const [userScale, itemScale] = sides.map(scaleOf);
  return { toUsers, toItems, userScale, itemScale, tensors };
}
