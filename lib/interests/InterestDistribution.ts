import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";

/** An interest and its probability. */
export interface InterestShare {
  readonly interest: string;
  readonly probability: number;
}

/** A posterior over each user's distribution. */
export interface DirichletPosterior {
  readonly family: "dirichlet";
  /** Shape [users, interests], each above 0; the mean of a row is the row divided by its sum. */
  readonly concentrations: DenseMatrix;
}

/** A posterior known by equally likely draws. */
export interface SampledPosterior {
  readonly family: "samples";
  readonly drawCount: number;
  /** Each user's draws behind each other, shape [users * drawCount, interests]; rows sum to 1. */
  readonly draws: DenseMatrix;
}

/** What is known of each user's distribution. */
export type InterestPosteriorForm = DirichletPosterior | SampledPosterior;

/**
 * How far a row's sum may be from 1: single precision, added over many interests.
 */
const SUM_TOLERANCE = 1e-4;

/**
 * What each user is interested in: rows of probabilities over the interests of one space, each
 * summing to 1, with the posterior they come from where the model has one.
 */
export class InterestDistribution {
  readonly users: readonly string[];
  readonly spaceName: string;
  readonly interests: readonly string[];
  /** Shape [users, interests]. */
  readonly probabilities: DenseMatrix;
  readonly posterior: InterestPosteriorForm | null;

  /**
   * @throws RangeError if shapes disagree, or a row holds a negative or missing probability or
   * doesn't sum to 1; the message names the user
   */
  constructor(parts: {
    users: readonly string[];
    spaceName: string;
    interests: readonly string[];
    probabilities: DenseMatrix;
    posterior?: InterestPosteriorForm;
  }) {
    const { users, interests, probabilities } = parts;
    if (probabilities.rowCount !== users.length || probabilities.columnCount !== interests.length) {
      throw new RangeError(
        `InterestDistribution requires shape [${users.length}, ${interests.length}], ` +
          `got [${probabilities.rowCount}, ${probabilities.columnCount}]`,
      );
    }
    for (let user = 0; user < users.length; user++) {
      let sum = 0;
      for (const probability of matrixRow(probabilities, user)) {
        if (!(probability >= 0)) {
          throw new RangeError(
            `InterestDistribution requires probabilities of at least 0, ` +
              `got ${probability} for user ${users[user]}`,
          );
        }
        sum += probability;
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new RangeError(
          `InterestDistribution requires rows that sum to 1, got ${sum} for user ${users[user]}`,
        );
      }
    }
    this.users = users;
    this.spaceName = parts.spaceName;
    this.interests = interests;
    this.probabilities = probabilities;
    this.posterior = parts.posterior ?? null;
  }

  /** Of a Dirichlet posterior, shape [users, interests]; null where there is none of this family. */
  get concentrations(): DenseMatrix | null {
    return this.posterior?.family === "dirichlet" ? this.posterior.concentrations : null;
  }

  /** One user's probabilities, as a view, shape [interests]. */
  row(userIndex: number): Float32Array {
    return matrixRow(this.probabilities, userIndex);
  }

  /** One user's k most probable interests, falling; ties keep the interests' order. */
  top(userIndex: number, k: number): InterestShare[] {
    return Array.from(this.row(userIndex), (probability, index) => ({
      interest: this.interests[index],
      probability,
    }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, k);
  }

  /** The distributions of the users at the given positions. */
  select(userIndices: readonly number[]): InterestDistribution {
    const { posterior } = this;
    return new InterestDistribution({
      users: userIndices.map((user) => this.users[user]),
      spaceName: this.spaceName,
      interests: this.interests,
      probabilities: takeRows(this.probabilities, userIndices),
      posterior: posterior ? selectPosterior(posterior, userIndices) : undefined,
    });
  }

  /** Long form, a row for each user and interest: columns user, interest, probability. */
  toColumns(): Record<string, (string | number)[]> {
    return {
      user: this.users.flatMap((user) => this.interests.map(() => user)),
      interest: this.users.flatMap(() => [...this.interests]),
      probability: Array.from(this.probabilities.values),
    };
  }
}

function selectPosterior(
  posterior: InterestPosteriorForm,
  userIndices: readonly number[],
): InterestPosteriorForm {
  if (posterior.family === "dirichlet") {
    const { family, concentrations } = posterior;
    return { family, concentrations: takeRows(concentrations, userIndices) };
  }
  const { family, drawCount, draws } = posterior;
  return { family, drawCount, draws: takeRows(draws, userIndices, drawCount) };
}

/** @param height - rows of the matrix that each position stands for */
function takeRows(matrix: DenseMatrix, positions: readonly number[], height = 1): DenseMatrix {
  const size = height * matrix.columnCount;
  const values = new Float32Array(positions.length * size);
  positions.forEach((position, place) => {
    values.set(matrix.values.subarray(position * size, (position + 1) * size), place * size);
  });
  return denseMatrix(values, positions.length * height, matrix.columnCount);
}
