import { type DenseMatrix, denseMatrix } from "../matrices";
import { KernelSpace } from "../native/simd";
import { bestItems } from "./bestItems";
import { Model, type ModelState, type Recommendations, type UserSelection } from "./Model";

/** What a factor model learns: rows of `size` floats, a multiple of 8. */
export interface Factors {
  readonly size: number;
  /** Shape [users, size]. */
  readonly users: Float32Array;
  /** Shape [items, size]. */
  readonly items: Float32Array;
}

/** Before anything is learned. */
export const noFactors: Factors = {
  size: 0,
  users: new Float32Array(0),
  items: new Float32Array(0),
};

/** The length of a factor row that holds `count` numbers: kernels take eight at a time. */
export function paddedSize(count: number): number {
  return 8 * Math.ceil(count / 8);
}

/**
 * The length of a factor row that threads write beside its neighbours: whole cache lines, so that two
 * cores never wait for the same one.
 */
export function sharedRowSize(count: number): number {
  return 16 * Math.ceil(count / 16);
}

/**
 * A model that scores by the inner product of a user's and an item's vector. Offsets of users and
 * items, where a model has them, are further places of the vectors, 1 on the other side.
 *
 *     score(u, i) = <x_u, y_i>
 */
export abstract class FactorModel<Config extends object> extends Model<Config> {
  protected factors: Factors = noFactors;

  /** The learned vectors, as views. */
  get learned(): Factors {
    return this.factors;
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return innerProducts(this.factors, userIndices);
  }

  /** As every model's, by a kernel that looks at the items that can be among the best. */
  override recommend(
    users: UserSelection,
    k: number,
    options: { excludeSeen?: boolean } = {},
  ): Recommendations {
    const userIndices = this.userIndices(users);
    const { length } = this.items.ids;
    if (!(Number.isInteger(k) && k > 0)) return super.recommend(users, k, options);
    const kept = Math.min(k, length);
    const seen = (options.excludeSeen ?? true) ? this.seen : undefined;
    const best = bestItems(this.factors, userIndices, kept, seen);
    const lists = Array.from(userIndices, (_, row) => {
      const list = best.items.subarray(row * kept, (row + 1) * kept);
      const end = list.indexOf(-1);
      return end < 0 ? list : list.subarray(0, end);
    });
    return {
      users: Array.from(userIndices, (user) => this.users.ids[user]),
      items: lists.map((list) => Array.from(list, (item) => this.items.ids[item])),
      scores: lists.map((list, row) => best.scores.slice(row * kept, row * kept + list.length)),
    };
  }

  protected override state(): ModelState {
    const { size, users, items } = this.factors;
    return { arrays: { userFactors: users, itemFactors: items }, settings: { size } };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.factors = {
      size: settings.size as number,
      users: arrays.userFactors as Float32Array,
      items: arrays.itemFactors as Float32Array,
    };
  }
}

/** <x_u, y_i> of the selected rows of users with all items, shape [selected, items]. */
export function innerProducts(factors: Factors, userIndices: Int32Array): DenseMatrix {
  const { size, users, items } = factors;
  const itemCount = items.length / size;
  const space = new KernelSpace();
  const selected = space.float32(userIndices.length * size);
  userIndices.forEach((user, row) => {
    selected.values.set(users.subarray(user * size, (user + 1) * size), row * size);
  });
  const rows = space.int32(userIndices.map((_, row) => row));
  const y = space.float32(items);
  const out = space.float32(userIndices.length * itemCount);
  space.run(
    "productRows",
    userIndices.length,
    [selected, rows, y].map((array) => array.address).concat(itemCount, size, out.address),
    { grain: 32 },
  );
  const values = out.values.slice();
  space.dispose();
  return denseMatrix(values, userIndices.length, itemCount);
}
