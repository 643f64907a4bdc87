import { type Interactions } from "../../data";
import { type SparseMatrix } from "../../matrices";
import { permutation, type RandomGenerator } from "../../probability";
import { type Batch } from "../../training";
import { type Hyperparameters } from "../hyperparameters";

/** Draws of an item that the user didn't choose, at most, before any item is taken. */
const MOST_DRAWS = 100;

/** Chosen pairs, each with items that the user didn't choose. */
export interface ChosenPairs {
  /** Users x items. */
  readonly chosen: SparseMatrix;
  /** The user of each entry. */
  readonly userOf: Int32Array;
}

/** The pairs of a log. */
export function chosenPairs(interactions: Interactions): ChosenPairs {
  const chosen = interactions.matrix();
  return { chosen, userOf: chosen.entryRows() };
}

/**
 * An item that the user didn't choose, uniformly; any, if none is found.
 *
 * @param items - what the user chose, rising
 */
export function drawUnchosen(
  items: Int32Array,
  itemCount: number,
  random: RandomGenerator,
): number {
  let item = 0;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    item = random.below(itemCount);
    if (!includesSorted(items, item)) break;
  }
  return item;
}

function includesSorted(values: Int32Array, wanted: number): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < values.length && values[low] === wanted;
}

/**
 * The pairs of a log in random order, each of label 1, with `negativeCount` pairs of label 0
 * behind it: shapes [batchSize]; the last batch is padded with pairs of weight 0.
 */
export function labelledBatches(
  { chosen, userOf }: ChosenPairs,
  { batchSize, negativeCount }: Pick<Hyperparameters, "batchSize" | "negativeCount">,
  random: RandomGenerator,
): Batch[] {
  const group = 1 + negativeCount;
  const perBatch = Math.max(1, Math.floor(batchSize / group));
  const order = permutation(random, userOf.length);
  return Array.from({ length: Math.ceil(order.length / perBatch) }, (_, index): Batch => {
    const taken = order.subarray(index * perBatch, (index + 1) * perBatch);
    return {
      get inputs(): Batch["inputs"] {
        const draws = random.fork(index);
        const user = new Int32Array(batchSize);
        const item = new Int32Array(batchSize);
        const label = new Float32Array(batchSize);
        const weight = new Float32Array(batchSize).fill(1, 0, taken.length * group);
        taken.forEach((entry, place) => {
          const at = place * group;
          const own = chosen.rowColumns(userOf[entry]);
          user.fill(userOf[entry], at, at + group);
          item[at] = chosen.columnIndex[entry];
          label[at] = 1;
          for (let other = at + 1; other < at + group; other++) {
            item[other] = drawUnchosen(own, chosen.columnCount, draws);
          }
        });
        return { user, item, label, weight };
      },
      weight: taken.length * group,
    };
  });
}
