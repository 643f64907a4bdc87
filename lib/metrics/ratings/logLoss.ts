import { meanByPair, meanByUser, type RatedPairs } from "./RatedPairs";

/**
 * Log loss of each user's predicted probabilities of yes-or-no answers.
 *
 *     loss(u) = - mean over the user's pairs of (y ln p + (1 - y) ln(1 - p))
 *
 * Infinity where something called impossible happened: nothing is clipped. NaN for a user
 * without pairs.
 *
 * @param pairs - predicted: p in [0, 1]; actual: y, 0 or 1
 * @returns nats, shape [users]; 0 (certain and right) to Infinity, ln 2 for a coin
 * @throws RangeError if a value is outside its range or missing, or columns differ in length
 * @see Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.2
 */
export function logLoss(pairs: RatedPairs, userCount: number): Float64Array {
  return meanByUser("logLoss", pairs, userCount, loss);
}

/** Log loss over all pairs alike, nats; NaN without pairs. Throws as `logLoss` does. */
export function logLossByPair(pairs: RatedPairs): number {
  return meanByPair("logLossByPair", pairs, loss);
}

function loss(probability: number, answer: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`logLoss requires probabilities in [0, 1], got ${probability}`);
  }
  if (answer !== 0 && answer !== 1) {
    throw new RangeError(`logLoss requires answers of 0 or 1, got ${answer}`);
  }
  return 0 - Math.log(answer === 1 ? probability : 1 - probability);
}
