import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { RandomGenerator, sampleNormal } from "../probability";
import { type Factors, innerProducts, noFactors, sharedRowSize } from "./FactorModel";
import { type Hyperparameters } from "./hyperparameters";
import { type ModelState } from "./Model";
import { RatingModel } from "./RatingModel";

/**
 * A model of ratings by factors and offsets.
 *
 *     r(u, i) = mean + b_u + b_i + <p_u, q_i>
 *
 * as inner products of x_u = [p_u, mean + b_u, 1] and y_i = [q_i, 1, b_i]. Users and items without
 * ratings have no factors and no offset.
 */
export abstract class RatingFactorModel<
  Config extends Pick<Hyperparameters, "embeddingSize" | "seed">,
> extends RatingModel<Config> {
  #factors: Factors = noFactors;

  /** The learned vectors, as views. */
  get learned(): Factors {
    return this.#factors;
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return innerProducts(this.#factors, userIndices);
  }

  protected override expectation(userIndex: number, itemIndex: number): number {
    const { size, users, items } = this.#factors;
    const { offsetPlace } = this;
    const user = userIndex < 0 ? this.mean : users[userIndex * size + offsetPlace];
    return user + (itemIndex < 0 ? 0 : items[itemIndex * size + offsetPlace + 1]);
  }

  protected override ratingState(): ModelState {
    const { size, users, items } = this.#factors;
    return { arrays: { userFactors: users, itemFactors: items }, settings: { size } };
  }

  protected override restoreRatings({ arrays, settings }: ModelState): void {
    this.#factors = {
      size: settings.size as number,
      users: arrays.userFactors as Float32Array,
      items: arrays.itemFactors as Float32Array,
    };
  }

  /** Where the offsets stand in a vector: x = [p, offset, 1], y = [q, 1, offset]. */
  protected get offsetPlace(): number {
    return this.config.embeddingSize;
  }

  /** The length of a vector in memory. */
  protected get size(): number {
    return sharedRowSize(this.config.embeddingSize + 2);
  }

  /** Normal factors of the given standard deviation, offsets 0. */
  protected startingFactors(ratings: SparseMatrix, spread: number): Factors {
    const { size, offsetPlace } = this;
    const random = new RandomGenerator(this.config.seed);
    const rows = (count: number, one: number): Float32Array => {
      const values = new Float32Array(count * size);
      for (let row = 0; row < count; row++) {
        for (let k = 0; k < offsetPlace; k++) {
          values[row * size + k] = sampleNormal(random, 0, spread);
        }
        values[row * size + one] = 1;
      }
      return values;
    };
    const users = rows(ratings.rowCount, offsetPlace + 1);
    return { size, users, items: rows(ratings.columnCount, offsetPlace) };
  }

  /** Takes on what was learned: the mean goes to the users, rows without ratings are emptied. */
  protected keep(users: Float32Array, items: Float32Array, ratings: SparseMatrix): void {
    const { size, offsetPlace } = this;
    const kept = { size, users: users.slice(), items: items.slice() };
    if (!kept.users.every(Number.isFinite) || !kept.items.every(Number.isFinite)) {
      throw new RangeError(
        `${this.name}.fit requires a config at which it converges, got ${JSON.stringify(this.config)}`,
      );
    }
    const ofUsers = new Int32Array(ratings.rowCount).map(
      (_, user) => ratings.rowColumns(user).length,
    );
    const ofItems = new Int32Array(ratings.columnCount);
    for (const item of ratings.columnIndex) ofItems[item]++;
    emptyUnrated(kept.users, size, ofUsers, offsetPlace + 1);
    emptyUnrated(kept.items, size, ofItems, offsetPlace);
    for (let at = offsetPlace; at < users.length; at += size) kept.users[at] += this.mean;
    this.#factors = kept;
  }
}

/** Rows without ratings become 0, but for the place that is always 1. */
function emptyUnrated(values: Float32Array, size: number, counts: Int32Array, one: number): void {
  counts.forEach((count, row) => {
    if (count > 0) return;
    values.fill(0, row * size, (row + 1) * size);
    values[row * size + one] = 1;
  });
}
