import { shuffle } from "../../probability";
import { type Batch } from "../../training";
import { type Hyperparameters } from "../hyperparameters";
import { fillWindow, type Sequence } from "./historyWindows";
import { placeInputs } from "./packByLength";
import { type Packing } from "./SequenceModel";

/** Share of windows read as a stranger's. */
const STRANGERS = 0.1;

type Sizes = Pick<Hyperparameters, "batchSize" | "historyLength" | "horizon">;

interface Window extends Sequence {
  /** The items before it are read; those from it on are the target. */
  readonly position: number;
}

/**
 * Cuts sequences into windows, one for each place with an item before it: the last items are
 * read, the next `horizon` ones predicted. Each window has a single state in the network.
 *
 * The input `user` is the user's position + 1. One window in ten has 0 instead, a stranger's, so
 * that something is learned for users unknown at the fit.
 */
export function windowPacking(config: Sizes): Packing {
  const { batchSize, historyLength, horizon } = config;
  return {
    inputs: {
      history: { shape: [batchSize, historyLength], dtype: "int32" },
      user: { shape: [batchSize], dtype: "int32" },
      ...placeInputs(batchSize * horizon),
    },
    pack(items, sequences, random) {
      const windows = sequences.flatMap((sequence): Window[] =>
        Array.from({ length: sequence.end - sequence.from - 1 }, (_, step) => ({
          ...sequence,
          user: random.uniform() < STRANGERS ? -1 : sequence.user,
          position: sequence.from + 1 + step,
        })),
      );
      shuffle(random, windows);
      const batches: Batch[] = [];
      for (let first = 0; first < windows.length; first += batchSize) {
        const chosen = windows.slice(first, first + batchSize);
        batches.push({
          get inputs(): Batch["inputs"] {
            return fillInputs(items, chosen, config);
          },
          weight: chosen.reduce(
            (sum, window) => sum + targetEnd(window, horizon) - window.position,
            0,
          ),
        });
      }
      return batches;
    },
  };
}

function targetEnd({ position, end }: Window, horizon: number): number {
  return Math.min(position + horizon, end);
}

function fillInputs(items: Int32Array, windows: readonly Window[], config: Sizes): Batch["inputs"] {
  const { batchSize, historyLength, horizon } = config;
  const history = new Int32Array(batchSize * historyLength);
  const user = new Int32Array(batchSize);
  const place = new Int32Array(batchSize * horizon);
  const target = new Int32Array(batchSize * horizon).fill(1);
  const weight = new Float32Array(batchSize * horizon);
  let placeCount = 0;
  windows.forEach((window, row) => {
    const read = history.subarray(row * historyLength, (row + 1) * historyLength);
    fillWindow(read, items, { from: window.from, end: window.position });
    user[row] = window.user + 1;
    for (let next = window.position; next < targetEnd(window, horizon); next++) {
      place[placeCount] = row;
      target[placeCount] = items[next] + 1;
      weight[placeCount] = 1;
      placeCount++;
    }
  });
  return { history, user, place, target, weight };
}
