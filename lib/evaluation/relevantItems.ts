import { type Interactions, type Vocabulary } from "../data";
import { SparseMatrix } from "../matrices";

/** What a model is held to: the test interactions, in the model's own positions. */
export interface Relevant {
  /** Positions of the evaluated users in the model's vocabulary, rising. */
  readonly userIndex: Int32Array;
  /**
   * Evaluated users x items. The first columns are the model's items; the columns after them are
   * test items that the model has never seen, which it can't recommend and still owes.
   */
  readonly items: SparseMatrix;
  /** The values that the test part has of the evaluated users, relevant or not; missing ones left out. */
  readonly rated: RatedRows;
  /** What a reader of the figures should know. */
  readonly warnings: readonly string[];
}

/** Test values, user by user. */
export interface RatedRows {
  /** Where each evaluated user's begin, shape [users + 1]. */
  readonly start: Int32Array;
  /** Positions in the model's vocabulary: items that it has never seen can't be predicted. */
  readonly item: Int32Array;
  readonly value: Float64Array;
}

/**
 * Finds each known user's relevant items. Several test interactions of one item make one relevant
 * item, whose gain is the largest of their values; a value that is missing or not above 0 gives
 * gain 1.
 *
 * @param known - the users and items of the model
 * @param relevantFrom - the least value that counts; null for all
 * @throws RangeError if no known user has a relevant item
 */
export function relevantItems(
  known: { readonly users: Vocabulary; readonly items: Vocabulary },
  test: Interactions,
  relevantFrom: number | null,
): Relevant {
  const userOf = positions(test.users.ids, known.users);
  const itemOf = positions(test.items.ids, known.items);
  const unknownUsers = new Set<number>();
  let itemCount = known.items.size;
  let unknownItemRows = 0;
  const gains = new Map<number, Map<number, number>>();
  const rated = new Map<number, [item: number, value: number][]>();
  for (let row = 0; row < test.count; row++) {
    const value = test.value[row];
    const isRelevant = relevantFrom === null || value >= relevantFrom;
    const user = userOf[test.userIndex[row]];
    if (user < 0) {
      if (isRelevant) unknownUsers.add(test.userIndex[row]);
      continue;
    }
    const testItem = test.itemIndex[row];
    if (itemOf[testItem] >= 0 && itemOf[testItem] < known.items.size && !Number.isNaN(value)) {
      const ofUser = rated.get(user) ?? [];
      ofUser.push([itemOf[testItem], value]);
      rated.set(user, ofUser);
    }
    if (!isRelevant) continue;
    if (itemOf[testItem] < 0) itemOf[testItem] = itemCount++;
    const item = itemOf[testItem];
    if (item >= known.items.size) unknownItemRows++;
    const ofUser = gains.get(user) ?? new Map<number, number>();
    ofUser.set(item, Math.max(ofUser.get(item) ?? 0, value > 0 ? value : 1));
    gains.set(user, ofUser);
  }
  if (gains.size === 0) {
    throw new RangeError(
      `evaluate requires relevant interactions of known users, got none in ${test.count} test rows`,
    );
  }
  const userIndex = Int32Array.from(gains.keys()).sort();
  return {
    userIndex,
    items: gainMatrix(userIndex, gains, itemCount),
    rated: ratedRows(userIndex, rated),
    warnings: [
      ...warn(unknownUsers.size, "test users are unknown to the model and left out"),
      ...warn(unknownItemRows, "relevant test interactions are of items unknown to the model"),
    ],
  };
}

/** The position of each id in a vocabulary, -1 where it has none. */
function positions(ids: readonly string[], vocabulary: Vocabulary): Int32Array {
  return Int32Array.from(ids, (id) => (vocabulary.has(id) ? vocabulary.indexOf(id) : -1));
}

function ratedRows(
  userIndex: Int32Array,
  rated: ReadonlyMap<number, readonly (readonly [item: number, value: number])[]>,
): RatedRows {
  const start = new Int32Array(userIndex.length + 1);
  const rows = Array.from(userIndex, (user) => rated.get(user) ?? []);
  rows.forEach((own, row) => (start[row + 1] = start[row] + own.length));
  const all = rows.flat();
  return {
    start,
    item: Int32Array.from(all, ([item]) => item),
    value: Float64Array.from(all, ([, value]) => value),
  };
}

function gainMatrix(
  userIndex: Int32Array,
  gains: ReadonlyMap<number, ReadonlyMap<number, number>>,
  itemCount: number,
): SparseMatrix {
  const rows: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  userIndex.forEach((user, row) => {
    for (const [item, gain] of gains.get(user)!) {
      rows.push(row);
      columns.push(item);
      values.push(gain);
    }
  });
  return SparseMatrix.fromEntries([userIndex.length, itemCount], rows, columns, values);
}

function warn(count: number, what: string): string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}
