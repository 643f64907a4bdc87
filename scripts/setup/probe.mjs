// Loads tfjs-node from the folder given and prints, as JSON, what computes. A process of its own:
// a broken addon may end it.
import { createRequire } from "node:module";
import util from "node:util";

util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
const tf = createRequire(import.meta.url)(process.argv[2]);
const sum = tf.add(2, 3).dataSync()[0];
console.log(
  JSON.stringify({
    backend: tf.getBackend(),
    tensorflow: tf.backend().binding.TF_Version,
    tfjsNode: tf.version["tfjs-node"],
    sum,
  }),
);
