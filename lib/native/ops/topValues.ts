import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf } from "../tensorflow";

/** The k largest values of each row, and where they stand. */
export interface TopValues {
  /** Shape [rows, k], the largest first. */
  readonly values: tfjs.Tensor;
  /** Int32, shape [rows, k]; of equal values the first stands first. */
  readonly positions: tfjs.Tensor;
}

/**
 * The k largest values of each row as one native op, of rows as wide as a catalogue. The gradient of
 * a value goes to where it stands; `tf.topk` has none.
 *
 * @param x - shape [rows, columns]
 * @throws RangeError if k is not a whole number from 1 to the columns
 */
export function topValues(x: tfjs.Tensor, k: number): TopValues {
  const [rowCount, columnCount] = x.shape;
  if (!(Number.isInteger(k) && k >= 1 && k <= columnCount)) {
    throw new RangeError(
      `topValues requires k that is a whole number from 1 to ${columnCount}, got ${k}`,
    );
  }
  const positions = largest(x, k)[1];
  const firsts = tf.mul(tf.range(0, rowCount, 1, "int32"), tf.scalar(columnCount, "int32"));
  const cells = tf.reshape(tf.add(positions, tf.expandDims(firsts, 1)), [rowCount * k]);
  const take = tf.customGrad((...given) => {
    const [values, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([cells]);
    return {
      value: largest(values, k)[0],
      gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) =>
        tf.reshape(
          tf.unsortedSegmentSum(
            tf.reshape(dy, [rowCount * k]),
            saved as tfjs.Tensor1D,
            rowCount * columnCount,
          ),
          [rowCount, columnCount],
        ),
    };
  });
  return { values: take(x), positions };
}

function largest(x: tfjs.Tensor, k: number): tfjs.Tensor[] {
  const { TF_ATTR_BOOL, TF_ATTR_TYPE, TF_FLOAT } = nativeBackend().binding;
  const attributes = [
    { name: "sorted", type: TF_ATTR_BOOL, value: true },
    { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT },
  ];
  const count = tf.scalar(k, "int32");
  return nativeBackend().executeMultipleOutputs("TopKV2", attributes, [x, count], 2);
}
