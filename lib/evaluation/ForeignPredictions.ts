import { type Interactions, Vocabulary } from "../data";
import { type InterestDistribution, type InterestSpace, toInterests } from "../interests";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { type Predictor } from "./Predictor";

/**
 * Another program's predictions, ready for `evaluate`: rows of user, item and score.
 *
 * Items that a user has no row for score -Infinity and are never recommended. The catalogue is
 * the items of the fitted log and of the predictions.
 */
export class ForeignPredictions implements Predictor {
  readonly name: string;
  readonly config: object = {};
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  readonly seen: SparseMatrix;
  /** Users x items; the scores given. */
  readonly #given: SparseMatrix;

  /**
   * @param predictions - rows whose value is the score
   * @param train - what the other program learned from: what was seen. Without it nothing was
   * @throws RangeError if a score is missing, or a user has two scores of one item
   */
  constructor(name: string, predictions: Interactions, train?: Interactions) {
    this.name = name;
    this.users = predictions.users;
    const known = train?.items.ids ?? [];
    const fresh = predictions.items.ids.filter((item) => !train?.items.has(item));
    this.items = new Vocabulary([...known, ...fresh], "item");
    const shape = [this.users.size, this.items.size] as const;
    const items = this.items.indicesOf(predictions.items.ids);
    checkScores(predictions);
    this.#given = SparseMatrix.fromEntries(
      shape,
      predictions.userIndex,
      predictions.itemIndex.map((item) => items[item]),
      predictions.value,
    );
    this.seen = train
      ? seenRows(this.users, shape, train)
      : SparseMatrix.fromEntries(shape, [], []);
  }

  scores(userIndices: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const values = new Float32Array(userIndices.length * itemCount).fill(-Infinity);
    userIndices.forEach((user, row) => {
      const scores = this.#given.rowValues(user);
      this.#given.rowColumns(user).forEach((item, entry) => {
        values[row * itemCount + item] = scores[entry];
      });
    });
    return denseMatrix(values, userIndices.length, itemCount);
  }

  /**
   * The scores as probabilities, divided by their sum.
   *
   * @throws RangeError if a score is negative: it is no probability
   */
  distribution(userIndices: Int32Array, space: InterestSpace): InterestDistribution {
    const { values, rowCount, columnCount } = this.scores(userIndices);
    for (let row = 0; row < rowCount; row++) {
      const ofUser = values.subarray(row * columnCount, (row + 1) * columnCount);
      let sum = 0;
      for (let item = 0; item < columnCount; item++) {
        if (ofUser[item] === -Infinity) ofUser[item] = 0;
        if (ofUser[item] < 0) {
          throw new RangeError(
            `${this.name} requires scores of at least 0 as probabilities, got ${ofUser[item]} ` +
              `for user ${this.users.ids[userIndices[row]]}`,
          );
        }
        sum += ofUser[item];
      }
      for (let item = 0; item < columnCount; item++) ofUser[item] /= sum;
    }
    const users = Array.from(userIndices, (user) => this.users.ids[user]);
    return toInterests(users, denseMatrix(values, rowCount, columnCount), space);
  }
}

function checkScores(predictions: Interactions): void {
  const { userIndex, itemIndex, value, users, items } = predictions;
  const told = new Set<number>();
  for (let row = 0; row < predictions.count; row++) {
    const cell = userIndex[row] * items.size + itemIndex[row];
    const where = `user ${users.ids[userIndex[row]]}, item ${items.ids[itemIndex[row]]}`;
    if (Number.isNaN(value[row])) {
      throw new RangeError(`predictions require scores that are numbers, got NaN for ${where}`);
    }
    if (told.has(cell)) {
      throw new RangeError(`predictions require one score a user and item, got two for ${where}`);
    }
    told.add(cell);
  }
}

/** What the predictions' users did in the fitted log. */
function seenRows(
  users: Vocabulary,
  shape: readonly [number, number],
  train: Interactions,
): SparseMatrix {
  const userOf = train.users.ids.map((user) => (users.has(user) ? users.indexOf(user) : -1));
  const rows = Array.from(train.userIndex.keys()).filter(
    (row) => userOf[train.userIndex[row]] >= 0,
  );
  return SparseMatrix.fromEntries(
    shape,
    rows.map((row) => userOf[train.userIndex[row]]),
    rows.map((row) => train.itemIndex[row]),
  );
}
