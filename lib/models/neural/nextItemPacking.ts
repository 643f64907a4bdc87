import { permutation } from "../../probability";
import { type Batch, type Phase } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { packSequences, type SequenceBatch } from "./packSequences";
import { type Packing } from "./SequenceModel";

/** Settings of models that learn from every place of a sequence at once. */
export type PackingConfig = Pick<Hyperparameters, "placesPerBatch" | "paddedLengths">;

type Sizes = PackingConfig & Pick<Hyperparameters, "batchSize" | "historyLength">;

/** Packs sequences so that every place says what comes next. */
export function nextItemPacking(config: Sizes): Packing {
  const { batchSize, historyLength, placesPerBatch } = config;
  const lengths = paddedLengths(historyLength, config.paddedLengths);
  return {
    inputs: {
      history: { shape: [batchSize, historyLength], dtype: "int32" },
      ...placeInputs(placesPerBatch),
    },
    phases: Object.fromEntries(
      lengths
        .slice(1)
        .map((length): [string, Phase] => [
          phaseOf(length),
          { inputs: { history: { shape: [batchSize, length], dtype: "int32" } } },
        ]),
    ),
    pack(items, sequences, random) {
      const batches = lengths.flatMap((length, index): Batch[] => {
        const shorter = lengths[index + 1] ?? 0;
        const fitting = sequences.filter(({ from, end }) => {
          const read = Math.min(end - from - 1, historyLength);
          return read <= length && read > shorter;
        });
        const phase = index === 0 ? undefined : phaseOf(length);
        return packSequences(items, fitting, { ...config, historyLength: length }).map((batch) =>
          toBatch(batch, phase),
        );
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
export function toBatch(
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
