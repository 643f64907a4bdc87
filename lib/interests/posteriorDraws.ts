import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";
import { RandomGenerator, sampleDirichlet } from "../probability";
import { type InterestDistribution } from "./InterestDistribution";

/**
 * Draws from one user's posterior: distributions that the user may have.
 *
 * Each user has a stream of random numbers of its own, so draws don't depend on who else is
 * asked for. Where the posterior is known by draws, those are given if as many are asked for,
 * else drawn from with replacement.
 *
 * @param count - of draws
 * @returns shape [count, interests], rows sum to 1
 * @throws RangeError if the distribution has no posterior
 */
export function posteriorDraws(
  distribution: InterestDistribution,
  userIndex: number,
  count: number,
  seed: number,
): DenseMatrix {
  const { posterior, interests, users } = distribution;
  if (!posterior) {
    throw new RangeError("posteriorDraws requires a posterior, got a distribution without one");
  }
  const random = new RandomGenerator(seed).fork("posteriorDraws").fork(users[userIndex]);
  const values = new Float32Array(count * interests.length);
  for (let draw = 0; draw < count; draw++) {
    if (posterior.family === "dirichlet") {
      const concentrations = matrixRow(posterior.concentrations, userIndex);
      values.set(sampleDirichlet(random, concentrations), draw * interests.length);
      continue;
    }
    const { drawCount, draws } = posterior;
    const place = count === drawCount ? draw : random.below(drawCount);
    values.set(matrixRow(draws, userIndex * drawCount + place), draw * interests.length);
  }
  return denseMatrix(values, count, interests.length);
}
