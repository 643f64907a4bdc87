import { type SparseMatrix } from "../../matrices";
import { digamma, logGamma, RandomGenerator, softmax } from "../../probability";

/** A mixture of Dirichlet distributions: segments of users, each with a prior of its own. */
export interface DirichletMixturePrior {
  /** Shape [components], sums to 1. */
  readonly weights: Float64Array;
  /** Shape [components][interests], each above 0. */
  readonly concentrations: readonly Float64Array[];
}

/** Options of `fitDirichletMixture`. */
export interface DirichletMixtureOptions {
  readonly componentCount: number;
  readonly seed?: number;
  readonly maxIterations?: number;
  /** Stops when the mean log-likelihood of a user rises by less than this, in nats. */
  readonly tolerance?: number;
}

/** A fitted mixture, and how well it explains the counts. */
export interface FittedDirichletMixture extends DirichletMixturePrior {
  /** Each user's probability of each component, shape [users, components]. */
  readonly responsibilities: Float64Array;
  /** Mean over users with counts, in nats, up to a constant of the counts. */
  readonly logLikelihood: number;
}

const LEAST_CONCENTRATION = 1e-6;
const STARTS = 6;
/** Of each start, before the best one goes on. */
const START_ITERATIONS = 15;

/**
 * The mixture of Dirichlet priors under which the users' counts are most likely, by
 * expectation-maximisation with Minka's fixed point as the maximising step.
 *
 *     component g ~ weights,  theta ~ Dirichlet(a_g),  counts ~ multinomial(theta)
 *
 * Starts from users chosen far apart (as k-means++ does) by the divergence of their counts; of
 * several such starts the one that has come farthest after a few iterations goes on.
 *
 * @param counts - users x interests, entries of at least 0, fractions allowed; users of none
 *   tell nothing
 * @throws RangeError if no user has a count, or there are fewer such users than components
 * @see Sjölander et al. (1996), Dirichlet mixtures, doi:10.1093/bioinformatics/12.4.327
 * @see Biernacki, Celeux and Govaert (2003), Choosing starting values for the EM algorithm,
 *   doi:10.1016/S0167-9473(02)00163-9
 */
export function fitDirichletMixture(
  counts: SparseMatrix,
  options: DirichletMixtureOptions,
): FittedDirichletMixture {
  const { componentCount: G, seed = 1, maxIterations = 100, tolerance = 1e-4 } = options;
  const users = Array.from({ length: counts.rowCount }, (_, user) => user).filter(
    (user) => counts.rowStart[user + 1] > counts.rowStart[user],
  );
  if (users.length < G) {
    throw new RangeError(
      `fitDirichletMixture requires at least ${G} users with counts, got ${users.length}`,
    );
  }
  const random = new RandomGenerator(seed).fork("fitDirichletMixture");
  const climb = (start: DirichletMixturePrior, iterations: number): FittedDirichletMixture => {
    const responsibilities = new Float64Array(counts.rowCount * G);
    let prior = start;
    let logLikelihood = -Infinity;
    for (let iteration = 0; ; iteration++) {
      const before = logLikelihood;
      logLikelihood = expect(counts, users, prior, responsibilities) / users.length;
      if (iteration >= iterations || logLikelihood - before < tolerance) break;
      prior = maximise(counts, users, prior, responsibilities);
    }
    return { ...prior, responsibilities, logLikelihood };
  };
  const starts = Array.from({ length: G > 1 ? STARTS : 1 }, () =>
    climb(startingMixture(counts, users, G, random), START_ITERATIONS),
  );
  const best = starts.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  return climb(best, maxIterations);
}

/** ln p(counts | component) for each component, with the components' weights. */
export function componentLogWeights(
  prior: DirichletMixturePrior,
  interests: ArrayLike<number>,
  amounts: ArrayLike<number>,
): Float64Array {
  let total = 0;
  for (let i = 0; i < amounts.length; i++) total += amounts[i];
  return Float64Array.from(prior.concentrations, (concentrations, component) => {
    const sum = concentrations.reduce((a, b) => a + b, 0);
    let log = Math.log(prior.weights[component]) + logGamma(sum) - logGamma(sum + total);
    for (let i = 0; i < amounts.length; i++) {
      const a = concentrations[interests[i]];
      log += logGamma(a + amounts[i]) - logGamma(a);
    }
    return log;
  });
}

/** Writes the responsibilities. @returns the sum of the users' log-likelihoods */
function expect(
  counts: SparseMatrix,
  users: readonly number[],
  prior: DirichletMixturePrior,
  responsibilities: Float64Array,
): number {
  const G = prior.weights.length;
  let sum = 0;
  for (const user of users) {
    const logs = componentLogWeights(prior, counts.rowColumns(user), counts.rowValues(user));
    const highest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
    sum += highest + Math.log(logs.reduce((mass, log) => mass + Math.exp(log - highest), 0));
    responsibilities.set(softmax(logs), user * G);
  }
  return sum;
}

function maximise(
  counts: SparseMatrix,
  users: readonly number[],
  prior: DirichletMixturePrior,
  responsibilities: Float64Array,
): DirichletMixturePrior {
  const G = prior.weights.length;
  const K = counts.columnCount;
  const weights = new Float64Array(G);
  const concentrations = prior.concentrations.map((before, component) => {
    const sum = before.reduce((a, b) => a + b, 0);
    const base = before.map(digamma);
    const gain = new Float64Array(K);
    let totalGain = 0;
    for (const user of users) {
      const share = responsibilities[user * G + component];
      weights[component] += share / users.length;
      if (share < 1e-4) continue;
      const interests = counts.rowColumns(user);
      const amounts = counts.rowValues(user);
      let total = 0;
      for (let i = 0; i < amounts.length; i++) {
        const k = interests[i];
        gain[k] += share * (digamma(before[k] + amounts[i]) - base[k]);
        total += amounts[i];
      }
      totalGain += share * (digamma(sum + total) - digamma(sum));
    }
    return before.map((a, k) =>
      totalGain > 0 ? Math.max((a * gain[k]) / totalGain, LEAST_CONCENTRATION) : a,
    );
  });
  return { weights, concentrations };
}

/** Components around users chosen far apart, each with the weight of ten interactions. */
function startingMixture(
  counts: SparseMatrix,
  users: readonly number[],
  G: number,
  random: RandomGenerator,
): DirichletMixturePrior {
  const K = counts.columnCount;
  const population = new Float64Array(K).fill(1e-3);
  counts.columnIndex.forEach((interest, entry) => (population[interest] += counts.value[entry]));
  const mass = population.reduce((a, b) => a + b, 0);
  const profile = (user: number): Float64Array => {
    const theta = population.map((amount) => (5 * amount) / mass);
    counts.rowColumns(user).forEach((interest, entry) => {
      theta[interest] += counts.rowValues(user)[entry];
    });
    const total = theta.reduce((a, b) => a + b, 0);
    return theta.map((amount) => amount / total);
  };
  // Users are weighed by their distance to the nearest centre in the square root of profiles.
  const roots = users.map((user) => profile(user).map(Math.sqrt));
  const nearest = new Float64Array(users.length).fill(Infinity);
  const centres: Float64Array[] = [];
  for (let component = 0; component < G; component++) {
    let chosen = random.below(users.length);
    if (component > 0) {
      let left = random.uniform() * nearest.reduce((a, b) => a + b, 0);
      for (chosen = 0; chosen < users.length - 1 && left >= nearest[chosen]; chosen++) {
        left -= nearest[chosen];
      }
    }
    centres.push(roots[chosen]);
    roots.forEach((root, i) => {
      let away = 0;
      for (let k = 0; k < K; k++) away += (root[k] - roots[chosen][k]) ** 2;
      nearest[i] = Math.min(nearest[i], away);
    });
  }
  return {
    weights: new Float64Array(G).fill(1 / G),
    concentrations: centres.map((root) =>
      root.map((r, k) => Math.max(5 * r * r + (5 * population[k]) / mass, LEAST_CONCENTRATION)),
    ),
  };
}
