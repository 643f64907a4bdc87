import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../tensorflow";
import { lossAndGradient } from "./crossEntropy";

/** Scores that processors' caches hold. */
const CHUNK_BYTES = 8 * 2 ** 20;
/** A graph has a node for each of a chunk's ops. */
const MOST_CHUNKS = 16;

/**
 * Cross-entropy of softmax(states table') against one right row of the table for each state.
 *
 * Chunk by chunk of the states: all scores at once would pass through memory in each of the steps
 * from product to gradients. What the loss's slope scales is the states, not their many scores.
 *
 * @param states - shape [states, size]
 * @param table - shape [classes, size]
 * @param labels - int32, shape [states], each in [0, classes)
 * @param chunkBytes - of the scores that are there at a time, in no more than `MOST_CHUNKS` chunks
 * @returns shape [states], nats
 */
export function productCrossEntropy(
  states: tfjs.Tensor,
  table: tfjs.Tensor,
  labels: tfjs.Tensor,
  chunkBytes: number = CHUNK_BYTES,
): tfjs.Tensor {
  const [count] = states.shape;
  const [classes] = table.shape;
  const sizes = chunkSizes(count, (4 * count * classes) / chunkBytes);
  const run = tf.customGrad((...given) => {
    const [x, w, save] = given as unknown as [tfjs.Tensor, tfjs.Tensor, tfjs.GradSaveFunc];
    const xs = tf.split(x, sizes);
    const rights = tf.split(labels, sizes);
    const found = xs.map((chunk, at) =>
      lossAndGradient(tf.matMul(chunk, w, false, true), rights[at]),
    );
    save([x, w, ...found.map(({ gradient }) => gradient)]);
    return {
      value: tf.concat(found.map(({ loss }) => loss)),
      gradFunc: (dy: tfjs.Tensor, saved: tfjs.Tensor[]) => {
        const [savedX, savedW, ...slopes] = saved;
        const each = tf.reshape(dy, [count, 1]);
        const scaled = tf.split(tf.mul(savedX, each), sizes);
        const byState = tf.concat(slopes.map((slope) => tf.matMul(slope, savedW)));
        const byTable = slopes.map((slope, at) => tf.matMul(slope, scaled[at], true));
        return [tf.mul(byState, each), byTable.length > 1 ? tf.addN(byTable) : byTable[0]];
      },
    };
  });
  return run(states, table);
}

/** Sizes of chunks of rows: as few as wanted, as equal as may be. */
function chunkSizes(rows: number, wanted: number): number[] {
  const count = Math.max(1, Math.min(Math.ceil(wanted), MOST_CHUNKS, rows));
  const end = (chunk: number): number => Math.round(((chunk + 1) * rows) / count);
  return Array.from({ length: count }, (_, chunk) => end(chunk) - end(chunk - 1));
}
