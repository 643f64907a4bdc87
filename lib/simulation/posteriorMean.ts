import { InterestDistribution } from "../interests";
import { denseMatrix } from "../matrices";
import { conjugatePosterior, isConjugate } from "./conjugatePosterior";
import { type Choice, type InterestPosterior, type PosteriorOptions } from "./InterestPosterior";
import { mcmcPosterior } from "./mcmcPosterior";
import { type SimulatedWorld } from "./simulate";
import { periodOf } from "./simulateUser";
import { type World } from "./World";

/** The Bayes-optimal estimate for some users. */
export interface OptimalEstimate {
  /** Posterior means in the chosen period, one row a user. */
  readonly distribution: InterestDistribution;
  /** One for each user: all periods, with intervals. */
  readonly posteriors: readonly InterestPosterior[];
}

/** The posterior of one user: in closed form where the world allows it, else by MCMC. */
export function posteriorOf(
  world: World,
  choices: readonly Choice[],
  options: PosteriorOptions = {},
): InterestPosterior {
  return isConjugate(world)
    ? conjugatePosterior(world, choices, options)
    : mcmcPosterior(world, choices, options);
}

/**
 * The Bayes-optimal estimate of users' interests: the posterior mean under the simulator's own
 * parameters, given which items each user acted on and when. No estimator that reads the log alone
 * has a smaller expected squared error, nor a smaller expected divergence from the truth.
 *
 * Kinds, values, friends and segments are not read. Kinds and values say nothing of interests
 * beyond the items; friends and segments hint at the group.
 *
 * @param userIndices - the users to estimate; MCMC takes seconds a user where there are many periods
 * @param options - `period`: of the distribution (the last by default)
 */
export function posteriorMean(
  simulated: SimulatedWorld,
  userIndices: readonly number[],
  options: PosteriorOptions & { readonly period?: number } = {},
): OptimalEstimate {
  const { world, interactions } = simulated;
  const { interestCount: K, periodCount } = world.config;
  const { period = periodCount - 1 } = options;
  const histories = interactions.rowsByUser();
  const posteriors = userIndices.map((user) => {
    const choices = Array.from(histories[user], (row) => ({
      item: interactions.itemIndex[row],
      period: periodOf(world, interactions.timestampMs![row]),
    }));
    return posteriorOf(world, choices, options);
  });
  const values = new Float32Array(userIndices.length * K);
  posteriors.forEach(({ mean }, row) => {
    values.set(mean.subarray(period * K, (period + 1) * K), row * K);
  });
  const distribution = new InterestDistribution({
    users: userIndices.map((user) => interactions.users.ids[user]),
    spaceName: simulated.truth.space.name,
    interests: world.interests,
    probabilities: denseMatrix(values, userIndices.length, K),
  });
  return { distribution, posteriors };
}
