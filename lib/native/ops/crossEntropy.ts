import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, type OpAttribute, tf } from "../tensorflow";

/** TensorFlow's numbers of tensor types. */
const FLOAT = 1;
const INT32 = 3;

/**
 * Cross-entropy of softmax(logits) against probabilities, loss and gradient in one native op.
 *
 *     loss = -sum over classes of p log softmax(z)
 *
 * No gradient flows into the probabilities, and the gradient by the logits is softmax(z) - p, which
 * is right only where p sums to 1.
 *
 * @param logits - shape [rows, classes]
 * @param probabilities - shape [rows, classes], rows sum to 1
 * @returns shape [rows], nats
 */
export function softCrossEntropy(logits: tfjs.Tensor, probabilities: tfjs.Tensor): tfjs.Tensor {
  const attributes = [typeAttribute("T", FLOAT)];
  return fused("SoftmaxCrossEntropyWithLogits", attributes, logits, probabilities);
}

/**
 * Cross-entropy of softmax(logits) against one right class a row: -log softmax(z)[label].
 *
 * @param logits - shape [rows, classes]
 * @param labels - int32, shape [rows], each in [0, classes)
 * @returns shape [rows], nats
 */
export function crossEntropy(logits: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Tensor {
  const attributes = [typeAttribute("T", FLOAT), typeAttribute("Tlabels", INT32)];
  return fused("SparseSoftmaxCrossEntropyWithLogits", attributes, logits, labels);
}

/** Loss, shape [rows], and its gradient by the logits, outside of automatic differentiation. */
export function sparseSoftmaxCrossEntropy(
  logits: tfjs.Tensor,
  labels: tfjs.Tensor,
): { loss: tfjs.Tensor; gradient: tfjs.Tensor } {
  const attributes = [typeAttribute("T", FLOAT), typeAttribute("Tlabels", INT32)];
  const [loss, gradient] = nativeBackend().executeMultipleOutputs(
    "SparseSoftmaxCrossEntropyWithLogits",
    attributes,
    [logits, labels],
    2,
  );
  return { loss, gradient };
}

/** Both ops give the loss and its gradient by the logits at once. */
function fused(
  op: string,
  attributes: OpAttribute[],
  logits: tfjs.Tensor,
  target: tfjs.Tensor,
): tfjs.Tensor {
  const run = tf.customGrad((x, save) => {
    const [loss, gradient] = nativeBackend().executeMultipleOutputs(
      op,
      attributes,
      [x as tfjs.Tensor, target],
      2,
    );
    (save as tfjs.GradSaveFunc)([gradient]);
    return {
      value: loss,
      gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => tf.mul(saved, tf.expandDims(dy, -1)),
    };
  });
  return run(logits);
}

function typeAttribute(name: string, value: number): OpAttribute {
  return { name, type: nativeBackend().binding.TF_ATTR_TYPE, value };
}
