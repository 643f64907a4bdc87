import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, type OpAttribute, tf } from "../tensorflow";
import { FLOAT, INT32, typeAttribute } from "./typeAttribute";

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
  return scaledLater(logits, (x) => fusedOp("SoftmaxCrossEntropyWithLogits", x, probabilities));
}

/**
 * Cross-entropy of softmax(logits) against one right class a row: -log softmax(z)[label].
 *
 * @param logits - shape [rows, classes]
 * @param labels - int32, shape [rows], each in [0, classes)
 * @returns shape [rows], nats
 */
export function crossEntropy(logits: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Tensor {
  return scaledLater(logits, (x) => lossAndGradient(x, labels));
}

interface LossAndGradient {
  /** Shape [rows]. */
  readonly loss: tfjs.Tensor;
  /** By the logits, of their shape. */
  readonly gradient: tfjs.Tensor;
}

/** What `crossEntropy` is, and its gradient, outside of automatic differentiation. */
export function lossAndGradient(logits: tfjs.Tensor, labels: tfjs.Tensor): LossAndGradient {
  const labelType = typeAttribute("Tlabels", INT32);
  return fusedOp("SparseSoftmaxCrossEntropyWithLogits", logits, labels, [labelType]);
}

/** Both ops give the loss and its gradient by the logits at once. */
function fusedOp(
  op: string,
  logits: tfjs.Tensor,
  target: tfjs.Tensor,
  attributes: readonly OpAttribute[] = [],
): LossAndGradient {
  const [loss, gradient] = nativeBackend().executeMultipleOutputs(
    op,
    [typeAttribute("T", FLOAT), ...attributes],
    [logits, target],
    2,
  );
  return { loss, gradient };
}

/** The loss, whose gradient is what came with it, scaled by its own. */
function scaledLater(
  logits: tfjs.Tensor,
  compute: (logits: tfjs.Tensor) => LossAndGradient,
): tfjs.Tensor {
  const run = tf.customGrad((x, save) => {
    const { loss, gradient } = compute(x as tfjs.Tensor);
    (save as tfjs.GradSaveFunc)([gradient]);
    return {
      value: loss,
      gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => tf.mul(saved, tf.expandDims(dy, -1)),
    };
  });
  return run(logits);
}
