import { type Interactions } from "../data";
import { type SparseMatrix } from "../matrices";
import { KernelSpace, type Shared } from "../native/simd";
import { permutation, RandomGenerator } from "../probability";
import { FactorModel, sharedRowSize } from "./FactorModel";
import { type Hyperparameters } from "./hyperparameters";
import { type FitOptions, type ProbabilityRule } from "./Model";
import { pauseToInterrupt } from "./pauseToInterrupt";

export type PairwiseConfig = Pick<
  Hyperparameters,
  "embeddingSize" | "epochs" | "learningRate" | "regularization" | "seed"
>;

/**
 * Factors learned from pairs: an item that the user chose should score above one that the user
 * didn't. A model's own file says how strongly a pair pushes.
 *
 *     score(u, i) = <x_u, y_i> + b_i
 *
 * An epoch draws as many interactions as the log holds, with replacement. Threads share the work
 * without ever meeting: users are cut into B blocks, items into B groups anew each epoch, and in
 * each of B rounds every block of users works on another group of items, from which the item not
 * chosen is drawn too. B depends on the log only, so the result doesn't depend on the threads.
 *
 * @see Gemulla, Nijkamp, Haas and Sismanis (2011), Large-scale matrix factorization with
 *   distributed stochastic gradient descent, doi:10.1145/2020408.2020426 (the blocks)
 */
export abstract class PairwiseModel<Config extends PairwiseConfig> extends FactorModel<Config> {
  readonly probabilityRule: ProbabilityRule = "softmax";

  /** The most items drawn for one pair until one violates the margin; 0: one draw, no margin. */
  protected abstract readonly draws: number;

  protected override async learn(interactions: Interactions, options: FitOptions): Promise<void> {
    const { embeddingSize, epochs, learningRate, regularization, seed } = this.config;
    const chosen = interactions.matrix();
    const size = sharedRowSize(embeddingSize + 1);
    const random = new RandomGenerator(seed);
    const space = new KernelSpace();
    try {
      const users = space.float32(chosen.rowCount * size);
      const items = space.float32(chosen.columnCount * size);
      for (const { values } of [users, items]) fillFactors(values, size, embeddingSize, random);
      for (let at = embeddingSize; at < users.values.length; at += size) users.values[at] = 1;
      const plan = new PairwisePlan(space, chosen, random.fork("blocks"));
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const wrong = plan.run(
          [users, items],
          [
            ...[size, embeddingSize, random.uint32() | 0],
            ...[learningRate, regularization, this.draws],
          ],
        );
        const loss = wrong / chosen.entryCount;
        options.onProgress?.({ unit: "epoch", done: epoch, total: epochs, loss });
        await pauseToInterrupt(options.signal);
      }
      this.factors = { size, users: users.values.slice(), items: items.values.slice() };
    } finally {
      space.dispose();
    }
    const broken = this.factors.items.findIndex((x) => !Number.isFinite(x));
    if (broken >= 0) {
      throw new RangeError(
        `${this.name}.fit requires a learningRate at which it converges, got ${learningRate}`,
      );
    }
  }
}

/** Uniform in [-0.5, 0.5) / embeddingSize; offsets and padding 0. */
function fillFactors(
  values: Float32Array,
  size: number,
  embeddingSize: number,
  random: RandomGenerator,
): void {
  for (let at = 0; at < values.length; at++) {
    if (at % size < embeddingSize) values[at] = (random.uniform() - 0.5) / embeddingSize;
  }
}

/** Blocks of users, and of items, that work at the same time. */
const MOST_BLOCKS = 8;
/** A group of items is put together from as many chips, anew each epoch. */
const CHIPS_PER_GROUP = 8;

/** Who works on what, in the kernels' memory; see `rankingCells`. */
class PairwisePlan {
  readonly #space: KernelSpace;
  readonly #random: RandomGenerator;
  readonly #blockCount: number;
  readonly #chipsPerGroup: number;
  readonly #groups: Shared<Int32Array>;
  readonly #counts: Shared<Int32Array>;
  /** How far each block is; see the kernels' `rounds`. */
  readonly #state: Shared<Int32Array>;
  /** Addresses, in the kernel's order. */
  readonly #before: readonly number[];
  readonly #rows: readonly number[];

  constructor(space: KernelSpace, chosen: SparseMatrix, random: RandomGenerator) {
    const { rowCount, columnCount, entryCount } = chosen;
    this.#space = space;
    this.#random = random;
    const room = Math.floor(Math.min(rowCount, columnCount) / 64);
    this.#blockCount = Math.max(1, Math.min(MOST_BLOCKS, room));
    this.#chipsPerGroup = this.#blockCount === 1 ? 1 : CHIPS_PER_GROUP;
    const chipCount = this.#blockCount * this.#chipsPerGroup;
    const userBlock = evenParts(rowCount, this.#blockCount, random).partOf;
    const chips = evenParts(columnCount, chipCount, random);
    const segments = new Int32Array(this.#blockCount * chipCount + 1);
    const segmentOf = (user: number, item: number): number =>
      userBlock[user] * chipCount + chips.partOf[item];
    for (let user = 0; user < rowCount; user++) {
      for (const item of chosen.rowColumns(user)) segments[segmentOf(user, item) + 1]++;
    }
    for (let s = 0; s + 1 < segments.length; s++) segments[s + 1] += segments[s];
    const next = segments.slice();
    const entryUser = space.int32(entryCount);
    const entryItem = space.int32(entryCount);
    for (let user = 0; user < rowCount; user++) {
      for (const item of chosen.rowColumns(user)) {
        const place = next[segmentOf(user, item)]++;
        entryUser.values[place] = user;
        entryItem.values[place] = item;
      }
    }
    this.#groups = space.int32(chipCount);
    this.#counts = space.int32(this.#blockCount);
    this.#state = space.int32(3 * this.#blockCount + 1);
    this.#before = [
      space.int32(segments),
      entryUser,
      entryItem,
      this.#groups,
      space.int32(chips.start),
      space.int32(chips.order),
    ].map((array) => array.address);
    this.#rows = [space.int32(chosen.rowStart), space.int32(chosen.columnIndex)].map(
      (array) => array.address,
    );
  }

  /** One epoch; gives how many pairs were in the wrong order. */
  run(factors: readonly Shared<Float32Array>[], rest: readonly number[]): number {
    const blockCount = this.#blockCount;
    this.#groups.values.set(permutation(this.#random, blockCount * this.#chipsPerGroup));
    for (const shared of [this.#state, this.#counts]) shared.values.fill(0);
    const addresses = [...factors, this.#state, this.#counts].map((array) => array.address);
    const threadCount = Math.min(blockCount, this.#space.threadCount);
    const shape = [threadCount, blockCount, this.#chipsPerGroup];
    const all = [...this.#before, ...this.#rows, ...addresses, ...shape, ...rest];
    const scratchFloats = 2 * this.#chipsPerGroup;
    this.#space.run("rankingCells", threadCount, all, { grain: 1, scratchFloats });
    return this.#counts.values.reduce((sum, count) => sum + count, 0);
  }
}

/** A random partition of [0, count) into parts of sizes that differ by at most 1. */
function evenParts(
  count: number,
  partCount: number,
  random: RandomGenerator,
): { partOf: Int32Array; order: Int32Array; start: Int32Array } {
  const order = Int32Array.from(permutation(random, count));
  const start = Int32Array.from({ length: partCount + 1 }, (_, part) =>
    Math.floor((part * count) / partCount),
  );
  const partOf = new Int32Array(count);
  for (let part = 0; part < partCount; part++) {
    for (let place = start[part]; place < start[part + 1]; place++) partOf[order[place]] = part;
  }
  return { partOf, order, start };
}
