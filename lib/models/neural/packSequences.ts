import { fillWindow } from "./historyWindows";

/** Sequences in one step, and the places in them that are learned from. */
export interface SequenceBatch {
  /** Shape [batchSize, historyLength]; see `fillWindow`. */
  readonly history: Int32Array;
  /** Position of each place in the flattened history, shape [placesPerBatch]. */
  readonly place: Int32Array;
  /** The item that came next, + 1, shape [placesPerBatch]. */
  readonly target: Int32Array;
  /** 1, or 0 where the batch has fewer places, shape [placesPerBatch]. */
  readonly weight: Float32Array;
  readonly placeCount: number;
}

/**
 * Cuts sequences, in order, into batches of fixed shape: each takes sequences until it has
 * `batchSize` of them or `placesPerBatch` places. A long sequence gives its last places.
 *
 * @param items - shape [rows], item positions
 * @param sequences - where each lies in `items`; of at least 2 items
 */
export function packSequences(
  items: Int32Array,
  sequences: readonly { from: number; end: number }[],
  sizes: { batchSize: number; historyLength: number; placesPerBatch: number },
): SequenceBatch[] {
  const { historyLength, placesPerBatch } = sizes;
  const countOf = ({ from, end }: { from: number; end: number }): number =>
    Math.min(end - from - 1, historyLength, placesPerBatch);
  const groups = groupSequences(sequences, sizes, countOf);
  return groups.map((group) => fillBatch(items, group, sizes, countOf));
}

/** In order, each group as long as it has room for another sequence and its places. */
export function groupSequences<Item>(
  sequences: readonly Item[],
  { batchSize, placesPerBatch }: { batchSize: number; placesPerBatch: number },
  countOf: (sequence: Item) => number,
): Item[][] {
  const groups: Item[][] = [];
  let placeCount = 0;
  for (const sequence of sequences) {
    const count = countOf(sequence);
    const last = groups.at(-1);
    if (!last || last.length === batchSize || placeCount + count > placesPerBatch) {
      groups.push([sequence]);
      placeCount = count;
    } else {
      last.push(sequence);
      placeCount += count;
    }
  }
  return groups;
}

function fillBatch(
  items: Int32Array,
  group: readonly { from: number; end: number }[],
  sizes: { batchSize: number; historyLength: number; placesPerBatch: number },
  countOf: (sequence: { from: number; end: number }) => number,
): SequenceBatch {
  const { batchSize, historyLength, placesPerBatch } = sizes;
  const history = new Int32Array(batchSize * historyLength);
  const place = new Int32Array(placesPerBatch);
  const target = new Int32Array(placesPerBatch).fill(1);
  const weight = new Float32Array(placesPerBatch);
  let placeCount = 0;
  group.forEach((sequence, row) => {
    const { from, end } = sequence;
    const window = history.subarray(row * historyLength, (row + 1) * historyLength);
    fillWindow(window, items, { from, end: end - 1 });
    for (let back = 1; back <= countOf(sequence); back++) {
      place[placeCount] = (row + 1) * historyLength - back;
      target[placeCount] = items[end - back] + 1;
      weight[placeCount] = 1;
      placeCount++;
    }
  });
  return { history, place, target, weight, placeCount };
}
