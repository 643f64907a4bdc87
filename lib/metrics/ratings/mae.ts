import { meanByPair, meanByUser, type RatedPairs } from "./RatedPairs";

const distance = (predicted: number, actual: number): number => Math.abs(predicted - actual);

/**
 * Mean absolute error of each user's predicted values.
 *
 *     MAE(u) = mean over the user's pairs of |predicted - actual|
 *
 * NaN for a user without pairs.
 *
 * @returns in units of the value, shape [users]; 0 is perfect
 * @throws RangeError if columns differ in length or a value is missing
 * @see Herlocker et al. (2004), Evaluating collaborative filtering recommender systems,
 * section 5.1, doi:10.1145/963770.963772
 */
export function mae(pairs: RatedPairs, userCount: number): Float64Array {
  return meanByUser("mae", pairs, userCount, distance);
}

/**
 * Mean absolute error over all ratings alike.
 *
 * @returns in units of the value; 0 is perfect; NaN without pairs
 * @throws RangeError if columns differ in length or a value is missing
 */
export function maeByRating(pairs: RatedPairs): number {
  return meanByPair("maeByRating", pairs, distance);
}
