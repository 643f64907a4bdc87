import { type RandomGenerator } from "../../probability";
import { type Hyperparameters } from "../hyperparameters";
import { fillWindow, type Sequence } from "./historyWindows";
import { packByLength, type PackingSizes } from "./packByLength";
import { groupSequences, type SequenceBatch } from "./packSequences";
import { type Packing } from "./SequenceModel";

/** How histories are masked for learning. */
export type MaskingConfig = Pick<Hyperparameters, "maskShare" | "lastMaskShare">;

type Sizes = PackingSizes & MaskingConfig;

/** Hides items of sequences, to be told from what is around them. @param mask - the hidden item */
export function maskedPacking(config: Sizes, mask: number): Packing {
  const { maskShare, lastMaskShare } = config;
  return packByLength(config, {
    readCount: ({ from, end }) => end - from,
    pack(items, sequences, packing, random) {
      const sizes = { ...packing, maskShare, lastMaskShare, mask };
      const masked = sequences.map((sequence) => maskSequence(sequence, sizes, random));
      const groups = groupSequences(masked, sizes, ({ hidden }) => hidden.length);
      return groups.map((group) => fillBatch(items, group, sizes));
    },
  });
}

/** A sequence, and which of its last items are hidden: 1 is the last. */
interface MaskedSequence extends Sequence {
  readonly hidden: readonly number[];
}

function maskSequence(
  sequence: Sequence,
  { maskShare, lastMaskShare, historyLength, placesPerBatch }: Sizes,
  random: RandomGenerator,
): MaskedSequence {
  const length = Math.min(sequence.end - sequence.from, historyLength);
  if (random.uniform() < lastMaskShare) return { ...sequence, hidden: [1] };
  const hidden: number[] = [];
  for (let back = 1; back <= length; back++) {
    if (random.uniform() < maskShare && hidden.length < placesPerBatch) hidden.push(back);
  }
  return { ...sequence, hidden: hidden.length > 0 ? hidden : [1 + random.below(length)] };
}

function fillBatch(
  items: Int32Array,
  group: readonly MaskedSequence[],
  sizes: PackingSizes & { mask: number },
): SequenceBatch {
  const { batchSize, historyLength, placesPerBatch, mask } = sizes;
  const history = new Int32Array(batchSize * historyLength);
  const place = new Int32Array(placesPerBatch);
  const target = new Int32Array(placesPerBatch).fill(1);
  const weight = new Float32Array(placesPerBatch);
  let placeCount = 0;
  group.forEach((sequence, row) => {
    const window = history.subarray(row * historyLength, (row + 1) * historyLength);
    fillWindow(window, items, sequence);
    for (const back of sequence.hidden) {
      window[historyLength - back] = mask;
      place[placeCount] = (row + 1) * historyLength - back;
      target[placeCount] = items[sequence.end - back] + 1;
      weight[placeCount] = 1;
      placeCount++;
    }
  });
  return { history, place, target, weight, placeCount };
}
