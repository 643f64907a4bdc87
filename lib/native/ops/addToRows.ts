import type * as tfjs from "@tensorflow/tfjs-node";
import { updateInPlace } from "../recording";
import { nativeBackend, tf } from "../tensorflow";

/**
 * Adds values to rows of a variable, in place: what a step of plain gradient descent does to an
 * embedding table, at the cost of the rows it touches. A position that stands several times gets
 * all its values. (`rows` has a gradient over the whole table; here the caller scales the gradient
 * of the rows taken.)
 *
 * @param table - shape [rows, size]
 * @param positions - int32, shape [count], each in [0, rows)
 * @param values - shape [count, size]
 */
export function addToRows(table: tfjs.Variable, positions: tfjs.Tensor, values: tfjs.Tensor): void {
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = nativeBackend().binding;
  updateInPlace("ResourceScatterAdd", {
    variables: [table],
    updated: [table],
    inputs: [positions, values],
    attributes: [
      { name: "dtype", type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: "Tindices", type: TF_ATTR_TYPE, value: TF_INT32 },
    ],
    eager: () => {
      tf.tidy(() => {
        const sums = tf.unsortedSegmentSum(values, positions as tfjs.Tensor1D, table.shape[0]);
        table.assign(tf.add(table, sums));
      });
    },
  });
}
