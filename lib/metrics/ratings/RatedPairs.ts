/** Predicted and actual values of some user-item pairs, in columns. */
export interface RatedPairs {
  /** Shape [pairs], positions of users. */
  readonly userIndex: Int32Array;
  /** Shape [pairs]. */
  readonly predicted: ArrayLike<number>;
  /** Shape [pairs]. */
  readonly actual: ArrayLike<number>;
}

/**
 * The mean of an error over each user's pairs.
 *
 * @returns shape [users]; NaN for a user without pairs
 * @throws RangeError if columns differ in length, or a value is missing (the message names the user)
 */
export function meanByUser(
  metricName: string,
  pairs: RatedPairs,
  userCount: number,
  error: (predicted: number, actual: number) => number,
): Float64Array {
  checkPairs(metricName, pairs);
  const sums = new Float64Array(userCount);
  const counts = new Float64Array(userCount);
  pairs.userIndex.forEach((user, pair) => {
    sums[user] += error(pairs.predicted[pair], pairs.actual[pair]);
    counts[user]++;
  });
  return sums.map((sum, user) => sum / counts[user]);
}

/** The mean of an error over all pairs; NaN without pairs. Throws as `meanByUser` does. */
export function meanByPair(
  metricName: string,
  pairs: RatedPairs,
  error: (predicted: number, actual: number) => number,
): number {
  checkPairs(metricName, pairs);
  const sum = pairs.userIndex.reduce((total, _, pair) => {
    return total + error(pairs.predicted[pair], pairs.actual[pair]);
  }, 0);
  return sum / pairs.userIndex.length;
}

function checkPairs(metricName: string, { userIndex, predicted, actual }: RatedPairs): void {
  if (predicted.length !== userIndex.length || actual.length !== userIndex.length) {
    throw new RangeError(
      `${metricName} requires columns of one length, got ${userIndex.length} users, ` +
        `${predicted.length} predicted and ${actual.length} actual values`,
    );
  }
  userIndex.forEach((user, pair) => {
    if (Number.isNaN(predicted[pair]) || Number.isNaN(actual[pair])) {
      throw new RangeError(
        `${metricName} requires values that are numbers, got ${predicted[pair]} predicted and ` +
          `${actual[pair]} actual for user ${user}`,
      );
    }
  });
}
