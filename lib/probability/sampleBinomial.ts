import { type RandomGenerator } from "./RandomGenerator";
import { sampleBeta } from "./sampleBeta";

/**
 * A draw from the binomial distribution: successes in a number of trials.
 *
 * Few trials are counted one by one. Of many, the a-th smallest of the trials' uniforms is a beta
 * draw, which leaves about half of the trials to decide; and so on.
 *
 * @param trialCount - an integer of at least 0
 * @param probability - in [0, 1]
 * @throws RangeError if an argument is outside its range
 * @see Devroye (1986), Non-uniform random variate generation, section X.4.3
 */
export function sampleBinomial(
  random: RandomGenerator,
  trialCount: number,
  probability: number,
): number {
  if (!(Number.isInteger(trialCount) && trialCount >= 0)) {
    throw new RangeError(`sampleBinomial requires trials as a whole number, got ${trialCount}`);
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`sampleBinomial requires a probability in [0, 1], got ${probability}`);
  }
  let successes = 0;
  let trials = trialCount;
  let p = probability;
  while (trials > 40 && p > 0 && p < 1) {
    const rank = Math.floor(trials / 2) + 1;
    const cut = sampleBeta(random, rank, trials + 1 - rank);
    if (cut <= p) {
      successes += rank;
      trials -= rank;
      p = Math.min(1, (p - cut) / (1 - cut));
    } else {
      trials = rank - 1;
      p = Math.min(1, p / cut);
    }
  }
  for (let trial = 0; trial < trials; trial++) if (random.uniform() < p) successes++;
  return successes;
}
