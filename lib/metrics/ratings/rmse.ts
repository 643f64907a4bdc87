import { meanByPair, meanByUser, type RatedPairs } from "./RatedPairs";

const square = (predicted: number, actual: number): number => (predicted - actual) ** 2;

/**
 * Root mean squared error of each user's predicted values.
 *
 *     RMSE(u) = sqrt( mean over the user's pairs of (predicted - actual)^2 )
 *
 * The mean of these over users is not the RMSE over all ratings (`rmseByRating`), which counts
 * active users more: say which is printed. NaN for a user without pairs.
 *
 * @returns in units of the value, shape [users]; 0 is perfect
 * @throws RangeError if columns differ in length or a value is missing
 * @see Herlocker et al. (2004), Evaluating collaborative filtering recommender systems,
 * section 5.1, doi:10.1145/963770.963772
 */
export function rmse(pairs: RatedPairs, userCount: number): Float64Array {
  return meanByUser("rmse", pairs, userCount, square).map(Math.sqrt);
}

/**
 * Root mean squared error over all ratings alike.
 *
 * @returns in units of the value; 0 is perfect; NaN without pairs
 * @throws RangeError if columns differ in length or a value is missing
 */
export function rmseByRating(pairs: RatedPairs): number {
  return Math.sqrt(meanByPair("rmseByRating", pairs, square));
}
