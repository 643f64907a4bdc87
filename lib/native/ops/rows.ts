import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf } from "../tensorflow";

/**
 * Rows of a table by position, as an embedding layer takes them. Unlike `tf.gather`, nothing is
 * read back to check the positions: TensorFlow itself refuses those outside the table.
 *
 * @param table - shape [rows, size]
 * @param positions - int32, any shape, each in [0, rows)
 * @returns shape [...positions, size]; the gradient by the table is dense
 */
export function rows(table: tfjs.Tensor, positions: tfjs.Tensor): tfjs.Tensor {
  const [rowCount, size] = table.shape;
  const gather = tf.customGrad((...given) => {
    const [x, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([positions]);
    return {
      value: gatherRows(x, positions),
      gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) =>
        tf.unsortedSegmentSum(
          tf.reshape(dy, [saved.size, size]),
          tf.reshape(saved, [saved.size]),
          rowCount,
        ),
    };
  });
  return gather(table);
}

function gatherRows(table: tfjs.Tensor, positions: tfjs.Tensor): tfjs.Tensor {
  const backend = nativeBackend();
  const type = backend.binding.TF_ATTR_TYPE;
  return tf.tidy(() =>
    backend.executeSingleOutput(
      "GatherV2",
      [
        { name: "batch_dims", type: backend.binding.TF_ATTR_INT, value: 0 },
        { name: "Tparams", type, value: backend.binding.TF_FLOAT },
        { name: "Tindices", type, value: backend.binding.TF_INT32 },
        { name: "Taxis", type, value: backend.binding.TF_INT32 },
      ],
      [table, positions, tf.scalar(0, "int32")],
    ),
  );
}
