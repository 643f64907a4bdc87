import { permutation, type RandomGenerator } from "../../probability";
import { type Batch, type Phase } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { type Sequence } from "./historyWindows";
import { type SequenceBatch } from "./packSequences";
import { type Packing } from "./SequenceModel";

/** Settings of models that learn from many places of a sequence at once. */
export type PackingConfig = Pick<Hyperparameters, "placesPerBatch" | "paddedLengths">;

/** What shapes of batches depend on. */
export type PackingSizes = PackingConfig & Pick<Hyperparameters, "batchSize" | "historyLength">;

/** How sequences become batches. */
export interface LengthPacking {
  /** Items of a sequence that a network reads, were there no longest history. */
  readonly readCount: (sequence: Sequence) => number;
  /** @param sequences - none reads more than `historyLength`, but where that is the longest */
  readonly pack: (
    items: Int32Array,
    sequences: readonly Sequence[],
    sizes: PackingSizes,
    random: RandomGenerator,
  ) => SequenceBatch[];
}

/**
 * Packs each sequence padded to the shortest length that holds it, each length a phase of its own
 * of the step; then batches of all lengths are shuffled.
 */
export function packByLength(config: PackingSizes, { readCount, pack }: LengthPacking): Packing {
  const { batchSize, historyLength, placesPerBatch } = config;
  const lengths = paddedLengths(historyLength, config.paddedLengths);
  const history = (length: number): Phase["inputs"] => ({
    history: { shape: [batchSize, length], dtype: "int32" },
  });
  return {
    inputs: { ...history(historyLength), ...placeInputs(placesPerBatch) },
    phases: Object.fromEntries(
      lengths.slice(1).map((length) => [phaseOf(length), { inputs: history(length) }]),
    ),
    pack(items, sequences, random) {
      const batches = lengths.flatMap((length, index): Batch[] => {
        const shorter = lengths[index + 1] ?? 0;
        const fitting = sequences.filter((sequence) => {
          const read = Math.min(readCount(sequence), historyLength);
          return read <= length && read > shorter;
        });
        const phase = index === 0 ? undefined : phaseOf(length);
        const packed = pack(items, fitting, { ...config, historyLength: length }, random);
        return packed.map((batch) => toBatch(batch, phase));
      });
      if (lengths.length === 1) return batches;
      return Array.from(permutation(random, batches.length), (each) => batches[each]);
    },
  };
}

/** The inputs that say what is learned from, for so many places. */
export function placeInputs(placeCount: number): Packing["inputs"] {
  return {
    place: { shape: [placeCount], dtype: "int32" },
    target: { shape: [placeCount], dtype: "int32" },
    weight: { shape: [placeCount], dtype: "float32" },
  };
}

/** A packed batch as the training loop takes it. */
function toBatch(
  { history, place, target, weight, placeCount }: SequenceBatch,
  phase?: string,
): Batch {
  return { inputs: { history, place, target, weight }, weight: placeCount, phase };
}

function phaseOf(length: number): string {
  return `length${length}`;
}

/** The longest first; none twice. */
function paddedLengths(longest: number, count: number): number[] {
  const lengths = Array.from({ length: count }, (_, halvings) =>
    Math.ceil(longest / 2 ** halvings),
  );
  return [...new Set(lengths)];
}
