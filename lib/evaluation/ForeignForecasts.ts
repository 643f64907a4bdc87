import { type Interactions, Vocabulary } from "../data";
import { InterestDistribution, type InterestSpace } from "../interests";
import { type DenseMatrix, denseMatrix, SparseMatrix } from "../matrices";
import { type Predictor } from "./Predictor";

/**
 * Another program's distributions over interests, ready for metrics of forecasts: a table with a
 * row a user and a column an interest.
 */
export class ForeignForecasts implements Predictor {
  readonly name: string;
  readonly config: object = {};
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  readonly seen: SparseMatrix;
  readonly #forecasts: InterestDistribution;

  /**
   * @param train - what the other program learned from: its items are the catalogue
   * @throws RangeError if a user is there twice
   */
  constructor(name: string, forecasts: InterestDistribution, train: Interactions) {
    this.name = name;
    this.users = new Vocabulary(forecasts.users, "user");
    this.items = train.items;
    this.seen = SparseMatrix.fromEntries([this.users.size, this.items.size], [], []);
    this.#forecasts = forecasts;
  }

  /** @throws RangeError: forecasts of interests rank no items */
  scores(): DenseMatrix {
    throw new RangeError(`${this.name} requires metrics of forecasts, got one that ranks items`);
  }

  /** @throws RangeError if the space has other interests than the table's columns */
  distribution(userIndices: Int32Array, space: InterestSpace): InterestDistribution {
    const { interests } = this.#forecasts;
    const place = space.interests.map((interest) => interests.indexOf(interest));
    const missing = place.indexOf(-1);
    if (missing >= 0 || interests.length !== place.length) {
      throw new RangeError(
        `${this.name} requires a column for each of the ${place.length} ${space.name}, got ` +
          `${interests.length}${missing >= 0 ? ` without ${space.interests[missing]}` : ""}`,
      );
    }
    const values = new Float32Array(userIndices.length * place.length);
    userIndices.forEach((user, row) => {
      const forecast = this.#forecasts.row(user);
      place.forEach((from, to) => (values[row * place.length + to] = forecast[from]));
    });
    return new InterestDistribution({
      users: Array.from(userIndices, (user) => this.users.ids[user]),
      spaceName: space.name,
      interests: space.interests,
      probabilities: denseMatrix(values, userIndices.length, place.length),
    });
  }
}

/**
 * Reads a table of forecasts: a header `user,<interest>,...`, then a row a user; separated by
 * commas, or by tabs if the header has any.
 *
 * @param text - the file's content
 * @param fileName - for messages
 * @throws RangeError naming file, line and value, if a row has another number of cells or a cell
 * is no number; or as `InterestDistribution` does
 */
export function parseForecasts(text: string, fileName: string): InterestDistribution {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
  const separator = header.includes("\t") ? "\t" : ",";
  const interests = header.split(separator).slice(1);
  const users: string[] = [];
  const values = new Float32Array(lines.length * interests.length);
  lines.forEach((line, row) => {
    const [user, ...cells] = line.split(separator);
    if (cells.length !== interests.length) {
      throw new RangeError(
        `${fileName}:${row + 2}: requires ${interests.length} probabilities, got ${cells.length}`,
      );
    }
    cells.forEach((cell, column) => {
      if (cell.trim() === "" || Number.isNaN(Number(cell))) {
        throw new RangeError(
          `${fileName}:${row + 2}: requires numbers, got "${cell}" for ${interests[column]}`,
        );
      }
      values[row * interests.length + column] = Number(cell);
    });
    users.push(user);
  });
  return new InterestDistribution({
    users,
    spaceName: fileName,
    interests,
    probabilities: denseMatrix(values, users.length, interests.length),
  });
}
