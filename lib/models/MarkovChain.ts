import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { alignItems, type FoldIn } from "./FoldIn";
import { completeConfig } from "./hyperparameters";
import { Model, type ModelState, type ProbabilityRule } from "./Model";

/** A first-order Markov chain has nothing to set. */
export type MarkovChainConfig = Record<string, never>;

export const markovChainDefaults: MarkovChainConfig = {};

/**
 * The first-order Markov chain: what came next after the item that the user did last.
 *
 *     score(u, i) = count of steps from last(u) to i, over all users
 *     p(next = i | u) = score(u, i) / sum over j of score(u, j)
 *
 * Steps go from each interaction of a user to the next in time (equal times, and logs without
 * times, keep the log's order). Where nothing ever followed the last item, all items share
 * equally.
 */
export class MarkovChain extends Model<MarkovChainConfig> implements FoldIn {
  readonly name = "MarkovChain";
  readonly probabilityRule: ProbabilityRule = "normalised";
  /** Step counts, shape [item, next item]. */
  #steps = SparseMatrix.fromEntries([0, 0], [], []);
  /** Position of each user's last item, -1 for none; shape [users]. */
  #last: Int32Array = new Int32Array(0);

  constructor(config: MarkovChainConfig = {}) {
    super(completeConfig("MarkovChain", config, markovChainDefaults));
  }

  protected override learn(interactions: Interactions): Promise<void> {
    const { itemIndex, items } = interactions;
    const histories = interactions.rowsByUser();
    const from: number[] = [];
    const to: number[] = [];
    for (const history of histories) {
      for (let step = 1; step < history.length; step++) {
        from.push(itemIndex[history[step - 1]]);
        to.push(itemIndex[history[step]]);
      }
    }
    this.#steps = SparseMatrix.fromEntries([items.size, items.size], from, to);
    this.#last = lastItems(interactions);
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#score(userIndices.map((user) => this.#last[user]));
  }

  foldIn(interactions: Interactions): DenseMatrix {
    return this.#score(lastItems(alignItems(interactions, this.items)));
  }

  #score(lastItem: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const scores = new Float32Array(lastItem.length * itemCount);
    lastItem.forEach((last, row) => {
      if (last < 0) return;
      const counts = this.#steps.rowValues(last);
      this.#steps.rowColumns(last).forEach((item, e) => {
        scores[row * itemCount + item] = counts[e];
      });
    });
    return denseMatrix(scores, lastItem.length, itemCount);
  }

  protected override state(): ModelState {
    return {
      arrays: {
        stepRowStart: this.#steps.rowStart,
        stepItem: this.#steps.columnIndex,
        stepCount: this.#steps.value,
        last: this.#last,
      },
      settings: {},
    };
  }

  protected override restore({ arrays }: ModelState): void {
    this.#steps = new SparseMatrix({
      rowCount: this.items.size,
      columnCount: this.items.size,
      rowStart: arrays.stepRowStart as Int32Array,
      columnIndex: arrays.stepItem as Int32Array,
      value: arrays.stepCount as Float32Array,
    });
    this.#last = arrays.last as Int32Array;
  }
}

/** Each user's last item in time, -1 for a user without interactions; shape [users]. */
function lastItems(interactions: Interactions): Int32Array {
  return Int32Array.from(interactions.rowsByUser(), (history) =>
    history.length > 0 ? interactions.itemIndex[history[history.length - 1]] : -1,
  );
}
