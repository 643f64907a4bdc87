import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf } from "../tensorflow";

/**
 * ln of the gamma function of each value, as a native op; its gradient is the digamma function.
 *
 * @param x - values above 0, any shape
 * @returns the same shape
 */
export function logGammaOf(x: tfjs.Tensor): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [values, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([values]);
    return {
      value: unary("Lgamma", values),
      gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => tf.mul(dy, unary("Digamma", saved)),
    };
  });
  return run(x);
}

function unary(op: string, x: tfjs.Tensor): tfjs.Tensor {
  const { TF_ATTR_TYPE, TF_FLOAT } = nativeBackend().binding;
  const attributes = [{ name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT }];
  return nativeBackend().executeSingleOutput(op, attributes, [x]);
}
