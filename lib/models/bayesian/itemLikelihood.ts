import { type Interactions } from "../../data";
import { type InterestSpace } from "../../interests";
import { SparseMatrix } from "../../matrices";
import { dirichletPrior } from "../dirichletPrior";

/** What a choice of an item says about interests. */
export interface ItemLikelihood {
  /**
   * Items x interests: the chance that what is seen of an interest is this item. Columns sum to
   * 1; that of an interest that leaves no trace is empty.
   */
  readonly chances: SparseMatrix;
  /**
   * How likely a want of each interest is seen, relative to the most visible one, shape
   * [interests]; all 1 where propensities aren't known; 0 for an interest that leaves no trace.
   */
  readonly visibility: Float64Array;
}

/** What `learnItemLikelihood` finds. */
export interface LearnedItemLikelihood extends ItemLikelihood {
  /** How often each user chose for each interest, as expected in the end; users x interests. */
  readonly expectedCounts: SparseMatrix;
}

/** Options of `learnItemLikelihood`. */
export interface ItemLikelihoodOptions {
  /**
   * The chance of each item to be shown to who wants it, in (0, 1], shape [items]; interests are
   * taken as equally visible where it is left out.
   */
  readonly propensities?: ArrayLike<number>;
  readonly maxIterations?: number;
  /** Stops when no chance moves by more than this. */
  readonly tolerance?: number;
}

/** Interactions that an item's membership counts for, so that no item is impossible. */
const PSEUDO_COUNT = 0.1;

/**
 * p(item | interest), learned from a log whose items may serve several interests at once.
 *
 *     p(item i | user u) = sum_k psi_uk b_ik,  b_ik > 0 only where i has interest k
 *     r_uik in proportion to (a_k + n_uk without this row) b_ik,  b_ik in proportion to sum_u r_uik
 *
 * Counting such an item in fractions for each of its interests would bias every user towards
 * interests that share their items with others. Items of one interest anchor the estimate.
 *
 * An interest whose own items (those of no other) are never chosen is taken to leave no trace:
 * what is shared with it is counted for the others.
 *
 * With propensities e_i, a want of interest k is seen with a chance in proportion to
 * 1 / sum_i (b_ik / e_i): exposure's correction, once per interest instead of once per row, so
 * that rare, hardly shown items don't outweigh all else.
 *
 * @param space - rows as `interactions.items`
 * @throws RangeError if a propensity is outside (0, 1], or their number is not that of the items
 * @see Asuncion, Welling, Smyth and Teh (2009), On smoothing and inference for topic models
 *   (CVB0), with each topic's items given
 */
export function learnItemLikelihood(
  interactions: Interactions,
  space: InterestSpace,
  options: ItemLikelihoodOptions = {},
): LearnedItemLikelihood {
  const { propensities, maxIterations = 100, tolerance = 1e-5 } = options;
  if (propensities) checkPropensities(propensities, space.items.length);
  const counts = interactions.matrix({ cell: "count" });
  const plays = new Float64Array(space.items.length);
  for (let cell = 0; cell < counts.entryCount; cell++) {
    plays[counts.columnIndex[cell]] += counts.value[cell];
  }
  const membership = traced(space.membership, plays);
  const chances = startingChances(membership, plays);
  const shares = new CollapsedShares(counts, membership);
  if (
    membership.rowStart.some((start, item) => item > 0 && start - membership.rowStart[item - 1] > 1)
  ) {
    for (let iteration = 0; iteration < maxIterations; iteration++) {
      const moved = shares.step(chances, iteration % 10 === 0);
      if (moved < tolerance && iteration >= 10) break;
    }
  }
  return {
    chances: withValues(membership, chances),
    visibility: visibilityOf(membership, chances, propensities),
    expectedCounts: shares.expectedCounts(),
  };
}

/** Expected counts of each user and interest, refined row by row. */
class CollapsedShares {
  readonly #counts: SparseMatrix;
  readonly #membership: SparseMatrix;
  /** Where each cell's shares begin. */
  readonly #start: Int32Array;
  readonly #share: Float32Array;
  #prior: Float64Array;

  constructor(counts: SparseMatrix, membership: SparseMatrix) {
    this.#counts = counts;
    this.#membership = membership;
    const { rowStart } = membership;
    this.#start = new Int32Array(counts.entryCount + 1);
    counts.columnIndex.forEach((item, cell) => {
      this.#start[cell + 1] = this.#start[cell] + rowStart[item + 1] - rowStart[item];
    });
    this.#share = new Float32Array(this.#start[counts.entryCount]);
    counts.columnIndex.forEach((item, cell) => {
      const length = rowStart[item + 1] - rowStart[item];
      this.#share.fill(1 / length, this.#start[cell], this.#start[cell + 1]);
    });
    this.#prior = new Float64Array(membership.columnCount);
  }

  /** One pass over all rows; writes the new chances. @returns the largest move */
  step(chances: Float64Array, learnPrior: boolean): number {
    const { rowCount, rowStart: userStart, columnIndex: itemOf, value } = this.#counts;
    const { rowStart, columnIndex: interestOf, columnCount, value: shares } = this.#membership;
    if (learnPrior) this.#prior = dirichletPrior(this.expectedCounts(), { maxIterations: 50 });
    const next = Float64Array.from(shares, (share) => PSEUDO_COUNT * share);
    const own = new Float64Array(columnCount);
    for (let user = 0; user < rowCount; user++) {
      own.set(this.#prior);
      this.#addShares(user, own);
      for (let cell = userStart[user]; cell < userStart[user + 1]; cell++) {
        const first = rowStart[itemOf[cell]];
        const length = rowStart[itemOf[cell] + 1] - first;
        const weight = value[cell];
        const start = this.#start[cell];
        if (length === 1) {
          next[first] += weight;
          continue;
        }
        let sum = 0;
        for (let j = 0; j < length; j++) {
          const interest = interestOf[first + j];
          own[interest] -= weight * this.#share[start + j];
          this.#share[start + j] = Math.max(own[interest], 1e-9) * chances[first + j];
          sum += this.#share[start + j];
        }
        for (let j = 0; j < length; j++) {
          const share = this.#share[start + j] / sum;
          this.#share[start + j] = share;
          own[interestOf[first + j]] += weight * share;
          next[first + j] += weight * share;
        }
      }
    }
    normaliseColumns(next, this.#membership);
    let moved = 0;
    for (let entry = 0; entry < next.length; entry++) {
      moved = Math.max(moved, Math.abs(next[entry] - chances[entry]));
      chances[entry] = next[entry];
    }
    return moved;
  }

  /** Users x interests. */
  expectedCounts(): SparseMatrix {
    const { rowCount } = this.#counts;
    const { columnCount } = this.#membership;
    const users: number[] = [];
    const interests: number[] = [];
    const amounts: number[] = [];
    const own = new Float64Array(columnCount);
    for (let user = 0; user < rowCount; user++) {
      own.fill(0);
      this.#addShares(user, own);
      own.forEach((amount, interest) => {
        if (amount <= 0) return;
        users.push(user);
        interests.push(interest);
        amounts.push(amount);
      });
    }
    return SparseMatrix.fromEntries([rowCount, columnCount], users, interests, amounts);
  }

  #addShares(user: number, own: Float64Array): void {
    const { rowStart: userStart, columnIndex: itemOf, value } = this.#counts;
    const { rowStart, columnIndex: interestOf } = this.#membership;
    for (let cell = userStart[user]; cell < userStart[user + 1]; cell++) {
      const first = rowStart[itemOf[cell]];
      const start = this.#start[cell];
      const length = this.#start[cell + 1] - start;
      for (let j = 0; j < length; j++) {
        own[interestOf[first + j]] += value[cell] * this.#share[start + j];
      }
    }
  }
}

/** The membership without interests that leave no trace. */
function traced(membership: SparseMatrix, plays: Float64Array): SparseMatrix {
  const { rowCount, columnCount, rowStart, columnIndex, value } = membership;
  const ownItems = new Float64Array(columnCount);
  const ownPlays = new Float64Array(columnCount);
  const allPlays = new Float64Array(columnCount);
  for (let item = 0; item < rowCount; item++) {
    const single = rowStart[item + 1] - rowStart[item] === 1;
    for (let entry = rowStart[item]; entry < rowStart[item + 1]; entry++) {
      allPlays[columnIndex[entry]] += plays[item];
      if (!single) continue;
      ownItems[columnIndex[entry]]++;
      ownPlays[columnIndex[entry]] += plays[item];
    }
  }
  const rows: number[] = [];
  const columns: number[] = [];
  const shares: number[] = [];
  for (let item = 0; item < rowCount; item++) {
    for (let entry = rowStart[item]; entry < rowStart[item + 1]; entry++) {
      const interest = columnIndex[entry];
      if (allPlays[interest] === 0 || (ownItems[interest] > 0 && ownPlays[interest] === 0)) {
        continue;
      }
      rows.push(item);
      columns.push(interest);
      shares.push(value[entry]);
    }
  }
  return SparseMatrix.fromEntries([rowCount, columnCount], rows, columns, shares);
}

/** Plays shared out by membership. */
function startingChances(membership: SparseMatrix, plays: Float64Array): Float64Array {
  const chances = Float64Array.from(membership.value);
  for (let item = 0; item < membership.rowCount; item++) {
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      chances[entry] *= plays[item] + PSEUDO_COUNT;
    }
  }
  normaliseColumns(chances, membership);
  return chances;
}

function normaliseColumns(values: Float64Array, { columnIndex, columnCount }: SparseMatrix): void {
  const totals = new Float64Array(columnCount);
  values.forEach((value, entry) => (totals[columnIndex[entry]] += value));
  for (let entry = 0; entry < values.length; entry++) values[entry] /= totals[columnIndex[entry]];
}

function visibilityOf(
  membership: SparseMatrix,
  chances: Float64Array,
  propensities: ArrayLike<number> | undefined,
): Float64Array {
  const wanted = new Float64Array(membership.columnCount);
  for (let item = 0; item < membership.rowCount; item++) {
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      wanted[membership.columnIndex[entry]] += chances[entry] / (propensities?.[item] ?? 1);
    }
  }
  const visibility = wanted.map((mass) => (mass > 0 ? 1 / mass : 0));
  const most = visibility.reduce((a, b) => Math.max(a, b), 0);
  return visibility.map((chance) => chance / most);
}

function withValues(matrix: SparseMatrix, values: Float64Array): SparseMatrix {
  const { rowCount, columnCount, rowStart, columnIndex } = matrix;
  const value = Float32Array.from(values);
  return new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
}

function checkPropensities(propensities: ArrayLike<number>, itemCount: number): void {
  if (propensities.length !== itemCount) {
    throw new RangeError(
      `learnItemLikelihood requires ${itemCount} propensities, got ${propensities.length}`,
    );
  }
  const odd = Array.from(propensities).find((chance) => !(chance > 0 && chance <= 1));
  if (odd !== undefined) {
    throw new RangeError(`learnItemLikelihood requires propensities in (0, 1], got ${odd}`);
  }
}
