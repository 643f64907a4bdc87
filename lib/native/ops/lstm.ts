import type * as tfjs from "@tensorflow/tfjs-node";
import { Int64Scalar } from "@tensorflow/tfjs-node/dist/int64_tensors";
import { nativeBackend, type OpAttribute, tf } from "../tensorflow";

/**
 * Sequences go side by side in so many parts: the products of one part's step are too small to be
 * worth a second thread, so that each part runs through on a thread of its own, and threads don't
 * wait for each other at every step.
 */
const MOST_PARTS = 4;
const LEAST_ROWS = 16;

/**
 * A whole LSTM layer as one native op forward and one backward for each part of the batch.
 *
 *     i, f, o = sigmoid(x W + h W' + b),  g = tanh(x W + h W' + b)
 *     c = f c + i g,  h = o tanh(c)
 *
 * The state starts at 0. The columns of `weight` and `bias` are in the order i, f, g, o, as in Keras and PyTorch.
 *
 * @param x - shape [time, batch, inputs]
 * @param weight - W above W', shape [inputs + units, 4 units]
 * @param bias - shape [4 units]
 * @returns h of every time, shape [time, batch, units]
 * @see Hochreiter and Schmidhuber (1997), Long short-term memory, doi:10.1162/neco.1997.9.8.1735;
 *   Gers, Schmidhuber and Cummins (2000), Learning to forget, for the gate f
 */
export function lstm(x: tfjs.Tensor, weight: tfjs.Tensor, bias: tfjs.Tensor): tfjs.Tensor {
  const partCount = partsOf(x.shape[1]!);
  if (partCount === 1) return lstmBlock(x, weight, bias);
  const parts = tf.split(x, partCount, 1);
  return tf.concat(
    parts.map((part) => lstmBlock(part, weight, bias)),
    1,
  );
}

/** As many equal parts as there may be, each of enough rows. */
function partsOf(batch: number): number {
  let count = Math.max(1, Math.min(MOST_PARTS, Math.floor(batch / LEAST_ROWS)));
  while (batch % count !== 0) count--;
  return count;
}

function lstmBlock(x: tfjs.Tensor, weight: tfjs.Tensor, bias: tfjs.Tensor): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [sequence, w, b, save] = given as unknown as [
      tfjs.Tensor,
      tfjs.Tensor,
      tfjs.Tensor,
      tfjs.GradSaveFunc,
    ];
    const inputs = blockInputs(sequence, w, b);
    const outputs = nativeBackend().executeMultipleOutputs(
      "BlockLSTMV2",
      [...sharedAttributes(), floatAttribute("cell_clip", 0)],
      inputs,
      7,
    );
    const hidden = outputs[6];
    save([sequence, w, b, ...outputs]);
    return {
      value: hidden,
      gradFunc: (dy: tfjs.Tensor, saved: tfjs.Tensor[]) => {
        const [savedX, savedW, savedB, ...states] = saved;
        const gradients = nativeBackend().executeMultipleOutputs(
          "BlockLSTMGradV2",
          sharedAttributes(),
          [...blockInputs(savedX, savedW, savedB), ...states, tf.zerosLike(states[1]), dy],
          8,
        );
        return [gradients[0], gradients[3], gradients[7]];
      },
    };
  });
  return run(x, weight, bias);
}

/** What both ops take first: the length, the input, a state of 0, the weights; no peepholes. */
function blockInputs(x: tfjs.Tensor, weight: tfjs.Tensor, bias: tfjs.Tensor): tfjs.Tensor[] {
  const [time, batch] = x.shape;
  const units = bias.shape[0] / 4;
  const length = new Int64Scalar(time) as unknown as tfjs.Tensor;
  const state = tf.zeros([batch, units]);
  const peephole = tf.zeros([units]);
  return [length, x, state, state, weight, peephole, peephole, peephole, bias];
}

function sharedAttributes(): OpAttribute[] {
  const { TF_ATTR_BOOL, TF_ATTR_TYPE, TF_FLOAT } = nativeBackend().binding;
  return [
    { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "use_peephole", type: TF_ATTR_BOOL, value: false },
  ];
}

function floatAttribute(name: string, value: number): OpAttribute {
  return { name, type: nativeBackend().binding.TF_ATTR_FLOAT, value };
}
