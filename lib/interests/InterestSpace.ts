import { SparseMatrix } from "../matrices";

/** What a distribution is over: a named set of interests, and how much each item is of each. */
export interface InterestSpace {
  /** "items", "genres", "topics", ... */
  readonly name: string;
  readonly interests: readonly string[];
  /** Item ids, in the order of the membership's rows. */
  readonly items: readonly string[];
  /**
   * Items x interests; each row sums to 1, or is empty for an item of no known interest.
   * An item of several interests is split between them.
   */
  readonly membership: SparseMatrix;
}

/**
 * The space of the items themselves: each item is its own interest.
 *
 * @param items - item ids
 */
export function itemSpace(items: readonly string[]): InterestSpace {
  const index = Int32Array.from(items, (_, item) => item);
  const membership = SparseMatrix.fromEntries([items.length, items.length], index, index);
  return { name: "items", interests: items, items, membership };
}

/**
 * The space of the items' categories, by fractional membership: an item of c categories
 * belongs to each by 1 / c. Categories are numbered alphabetically.
 *
 * @param name - what the categories are called, such as "genres"
 * @param items - item ids
 * @param categoriesOf - the categories of an item; empty where none is known
 * @throws RangeError if no item has a category
 */
export function categorySpace(
  name: string,
  items: readonly string[],
  categoriesOf: (item: string) => readonly string[],
): InterestSpace {
  const categories = items.map((item) => [...new Set(categoriesOf(item))]);
  const interests = [...new Set(categories.flat())].sort();
  if (interests.length === 0) {
    throw new RangeError(`categorySpace requires at least one item with ${name}, got none`);
  }
  const position = new Map(interests.map((interest, index) => [interest, index]));
  const rows: number[] = [];
  const columns: number[] = [];
  const shares: number[] = [];
  categories.forEach((names, item) => {
    for (const category of names) {
      rows.push(item);
      columns.push(position.get(category)!);
      shares.push(1 / names.length);
    }
  });
  const shape = [items.length, interests.length] as const;
  const membership = SparseMatrix.fromEntries(shape, rows, columns, shares);
  return { name, interests, items, membership };
}

/**
 * The same space with its rows in another order of items, as a model's vocabulary has them.
 * An item that the space doesn't know belongs to no interest.
 */
export function alignSpace(space: InterestSpace, items: readonly string[]): InterestSpace {
  if (items === space.items) return space;
  const rowOf = new Map(space.items.map((item, row) => [item, row]));
  const rows: number[] = [];
  const columns: number[] = [];
  const shares: number[] = [];
  items.forEach((item, row) => {
    const known = rowOf.get(item);
    if (known === undefined) return;
    space.membership.rowColumns(known).forEach((interest, entry) => {
      rows.push(row);
      columns.push(interest);
      shares.push(space.membership.rowValues(known)[entry]);
    });
  });
  const shape = [items.length, space.interests.length] as const;
  const membership = SparseMatrix.fromEntries(shape, rows, columns, shares);
  return { name: space.name, interests: space.interests, items, membership };
}
