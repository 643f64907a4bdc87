import {
  logGamma,
  RandomGenerator,
  sampleBeta,
  sampleCategorical,
  sampleDirichlet,
  softmax,
} from "../probability";
import { changes } from "./interestPath";
import {
  type Choice,
  type InterestPosterior,
  type PosteriorOptions,
  summarise,
} from "./InterestPosterior";
import { type World } from "./World";

/**
 * Whether posteriors have a closed form: a Dirichlet prior, items of one interest each, interests
 * that stand still, and every interest either silent or as visible as the others.
 */
export function isConjugate({ config, items, shelves }: World): boolean {
  const still =
    changes(config) || (config.driftPerPeriod > 0 && config.periodCount > 1)
      ? false
      : config.seasonAmplitude === 0;
  const single = items.membership.entryCount === config.itemCount;
  const evenlySeen = shelves.every((shelf) => {
    const visible = shelf.map((interest) => interest.visible);
    const highest = Math.max(...visible);
    return visible.every(
      (v, k) =>
        (v === 0 || Math.abs(v / highest - 1) < 1e-9) && v > 0 === shelves[0][k].visible > 0,
    );
  });
  return config.prior === "dirichlet" && still && single && evenlySeen;
}

/**
 * The posterior of one user in closed form.
 *
 * Given its group, a user's shares of the visible interests are Dirichlet(alpha + counts), the
 * mass of the silent ones stays beta as before and their shares Dirichlet(alpha); the group's
 * chance is in proportion to its size times B(alpha + counts) / B(alpha) over the visible ones.
 * The mean is exact, the intervals come from independent draws.
 */
export function conjugatePosterior(
  world: World,
  choices: readonly Choice[],
  options: PosteriorOptions = {},
): InterestPosterior {
  const { interestCount: K, periodCount: P, groupCount: G } = world.config;
  const { seed = 1, level = 0.9, draws: drawsPerChain = 500, chainCount = 4 } = options;
  const counts = new Float64Array(K);
  for (const { item } of choices) counts[world.items.membership.rowColumns(item)[0]]++;
  const groups = Array.from({ length: G }, (_, group) => groupPosterior(world, group, counts));
  const weights = softmax(groups.map(({ logWeight }) => logWeight));
  const mean = new Float64Array(K);
  groups.forEach((group, g) => {
    group.mean.forEach((m, k) => {
      mean[k] += weights[g] * m;
    });
  });
  const random = new RandomGenerator(seed).fork("conjugatePosterior");
  const draws = Array.from({ length: drawsPerChain * chainCount }, () =>
    groups[sampleCategorical(random, weights)].draw(random),
  );
  const { low, high } = summarise(draws, level);
  const repeat = (row: Float64Array) => Float64Array.from({ length: P * K }, (_, i) => row[i % K]);
  return {
    method: "closed form",
    mean: repeat(mean),
    low: repeat(low),
    high: repeat(high),
    level,
    rHat: 1,
  };
}

/** What the counts say if the user is of a group. */
interface GroupPosterior {
  /** ln of the group's chance, up to a constant. */
  readonly logWeight: number;
  readonly mean: Float64Array;
  readonly draw: (random: RandomGenerator) => Float64Array;
}

function groupPosterior(world: World, group: number, counts: Float64Array): GroupPosterior {
  const K = counts.length;
  const alpha = world.groupConcentration.subarray(group * K, (group + 1) * K);
  const seen = Array.from(alpha.keys()).filter((k) => world.shelves[0][k].visible > 0);
  const silent = Array.from(alpha.keys()).filter((k) => !seen.includes(k));
  const total = (places: readonly number[]) => places.reduce((sum, k) => sum + alpha[k], 0);
  const seenPrior = total(seen);
  const silentPrior = total(silent);
  const rows = counts.reduce((sum, n) => sum + n, 0);
  const seenShare = seenPrior / (seenPrior + silentPrior);
  const logWeight =
    Math.log(world.groupWeight[group]) +
    logGamma(seenPrior) -
    logGamma(seenPrior + rows) +
    seen.reduce((sum, k) => sum + logGamma(alpha[k] + counts[k]) - logGamma(alpha[k]), 0);
  const mean = new Float64Array(K);
  for (const k of seen) mean[k] = (seenShare * (alpha[k] + counts[k])) / (seenPrior + rows);
  for (const k of silent) mean[k] = alpha[k] / (seenPrior + silentPrior);
  const draw = (random: RandomGenerator): Float64Array => {
    const theta = new Float64Array(K);
    const hidden = silent.length > 0 ? sampleBeta(random, silentPrior, seenPrior) : 0;
    const put = (places: readonly number[], shares: Float64Array, mass: number) => {
      places.forEach((k, i) => {
        theta[k] = mass * shares[i];
      });
    };
    put(
      seen,
      sampleDirichlet(
        random,
        seen.map((k) => alpha[k] + counts[k]),
      ),
      1 - hidden,
    );
    if (silent.length > 0)
      put(
        silent,
        sampleDirichlet(
          random,
          silent.map((k) => alpha[k]),
        ),
        hidden,
      );
    return theta;
  };
  return { logWeight, mean, draw };
}
