import type * as tfjs from "@tensorflow/tfjs-node";
import { denseMatrix, type DenseMatrix } from "../../matrices";

/** Which places of one history read which, for a figure. */
export interface AttentionMaps {
  /** The ids at the places read, oldest first; "?" for a place whose item is asked for. */
  readonly items: readonly string[];
  /** By block and head: shape [items, items]; rows read columns, and sum to 1. */
  readonly blocks: readonly (readonly DenseMatrix[])[];
}

/**
 * The attention of each block in a history, without its padding.
 *
 * @param attention - of each block, shape [1, heads, length, length]
 * @param window - items counted from 1, 0 for padding on the left, shape [length]
 * @param ids - of the items
 */
export function attentionMaps(
  attention: readonly tfjs.Tensor[],
  window: Int32Array,
  ids: readonly string[],
): AttentionMaps {
  const { length } = window;
  const found = window.findIndex((item) => item > 0);
  const start = found < 0 ? length : found;
  const count = length - start;
  const blocks = attention.map((tensor) => {
    const values = tensor.dataSync();
    return Array.from({ length: tensor.shape[1]! }, (_, head) => {
      const seen = Float32Array.from({ length: count * count }, (__, cell) => {
        const row = start + Math.floor(cell / count);
        return values[(head * length + row) * length + start + (cell % count)];
      });
      return denseMatrix(seen, count, count);
    });
  });
  const items = Array.from(window.subarray(start), (item) =>
    item <= ids.length ? ids[item - 1] : "?",
  );
  return { items, blocks };
}
