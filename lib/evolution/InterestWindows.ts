import { InterestDistribution } from "../interests";
import { denseMatrix, SparseMatrix } from "../matrices";

/** What windows are made of: the class's own fields. */
export type WindowParts = Labelled & Pick<InterestWindows, "edgesMs" | "counts">;

/**
 * Users' histories cut into windows that all users share: how much each user did for each interest
 * in each window, and so the posterior of each window.
 */
export class InterestWindows {
  readonly users: readonly string[];
  readonly spaceName: string;
  readonly interests: readonly string[];
  /** Where windows begin, and where the last ends; milliseconds since 1970 UTC; shape [windows + 1]. */
  readonly edgesMs: Float64Array;
  /** Shape [users, windows, interests], each at least 0. */
  readonly counts: Float32Array;

  /** @throws RangeError if shapes disagree, there is no window, or edges don't rise */
  constructor(parts: WindowParts) {
    const { users, interests, edgesMs, counts } = parts;
    const windowCount = edgesMs.length - 1;
    if (windowCount < 1) {
      throw new RangeError(`InterestWindows requires at least one window, got ${windowCount}`);
    }
    const at = edgesMs.findIndex((edge, i) => i > 0 && !(edge > edgesMs[i - 1]));
    if (at >= 0) {
      throw new RangeError(
        `InterestWindows requires edges that rise, got ${edgesMs[at - 1]}, ${edgesMs[at]} at ${at}`,
      );
    }
    if (counts.length !== users.length * windowCount * interests.length) {
      throw new RangeError(
        `InterestWindows requires counts of shape [${users.length}, ${windowCount}, ` +
          `${interests.length}], got ${counts.length} values`,
      );
    }
    this.users = users;
    this.spaceName = parts.spaceName;
    this.interests = interests;
    this.edgesMs = edgesMs;
    this.counts = counts;
  }

  get windowCount(): number {
    return this.edgesMs.length - 1;
  }

  /** A user's counts in one window, as a view, shape [interests]. */
  row(userIndex: number, windowIndex: number): Float32Array {
    const start = (userIndex * this.windowCount + windowIndex) * this.interests.length;
    return this.counts.subarray(start, start + this.interests.length);
  }

  /** The same with some parts in place of its own. */
  with(parts: Partial<WindowParts>): InterestWindows {
    const { users, spaceName, interests, edgesMs, counts } = this;
    return new InterestWindows({ users, spaceName, interests, edgesMs, counts, ...parts });
  }

  /**
   * The first windows only: what was known when they ended.
   *
   * @throws RangeError if there are fewer windows
   */
  until(windowCount: number): InterestWindows {
    if (!(Number.isInteger(windowCount) && windowCount >= 1 && windowCount <= this.windowCount)) {
      throw new RangeError(
        `until requires a number of windows in [1, ${this.windowCount}], got ${windowCount}`,
      );
    }
    if (windowCount === this.windowCount) return this;
    const size = windowCount * this.interests.length;
    const counts = new Float32Array(this.users.length * size);
    const all = this.windowCount * this.interests.length;
    for (let user = 0; user < this.users.length; user++) {
      counts.set(this.counts.subarray(user * all, user * all + size), user * size);
    }
    return this.with({ counts, edgesMs: this.edgesMs.slice(0, windowCount + 1) });
  }

  /** The windows of the users at the given positions. */
  select(userIndices: ArrayLike<number>): InterestWindows {
    const size = this.windowCount * this.interests.length;
    const counts = new Float32Array(userIndices.length * size);
    const users = Array.from(userIndices, (user, row) => {
      counts.set(this.counts.subarray(user * size, (user + 1) * size), row * size);
      return this.users[user];
    });
    return this.with({ users, counts });
  }

  /** One window as users x interests: the outcomes that forecasts of it are scored on. */
  outcomes(windowIndex: number): SparseMatrix {
    const users: number[] = [];
    const interests: number[] = [];
    const values: number[] = [];
    for (let user = 0; user < this.users.length; user++) {
      this.row(user, windowIndex).forEach((count, interest) => {
        if (count === 0) return;
        users.push(user);
        interests.push(interest);
        values.push(count);
      });
    }
    const shape = [this.users.length, this.interests.length] as const;
    return SparseMatrix.fromEntries(shape, users, interests, values);
  }

  /**
   * What one window by itself says of each user's interests under a Dirichlet prior.
   *
   *     theta | n ~ Dirichlet(prior + n)
   *
   * @param prior - concentrations above 0, shape [interests]
   */
  posterior(windowIndex: number, prior: ArrayLike<number>): InterestDistribution {
    const K = this.interests.length;
    const concentrations = new Float32Array(this.users.length * K);
    for (let user = 0; user < this.users.length; user++) {
      this.row(user, windowIndex).forEach((count, k) => {
        concentrations[user * K + k] = prior[k] + count;
      });
    }
    return dirichletDistribution(this, concentrations);
  }
}

/** Users and interests that a distribution is over. */
export type Labelled = Pick<InterestWindows, "users" | "spaceName" | "interests">;

/**
 * The distribution whose posterior has these concentrations.
 *
 * @param concentrations - shape [users, interests], each above 0
 */
export function dirichletDistribution(
  { users, spaceName, interests }: Labelled,
  concentrations: Float32Array,
): InterestDistribution {
  const shape = [users.length, interests.length] as const;
  return new InterestDistribution({
    users,
    spaceName,
    interests,
    probabilities: denseMatrix(shares(concentrations, interests.length), ...shape),
    posterior: { family: "dirichlet", concentrations: denseMatrix(concentrations, ...shape) },
  });
}

/** Each row divided by its sum. */
function shares(values: Float32Array, columnCount: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += columnCount) {
    let sum = 0;
    for (let i = start; i < start + columnCount; i++) sum += values[i];
    for (let i = start; i < start + columnCount; i++) result[i] = values[i] / sum;
  }
  return result;
}
