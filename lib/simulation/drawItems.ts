import { SparseMatrix } from "../matrices";
import {
  permutation,
  type RandomGenerator,
  sampleDirichlet,
  sampleNormal,
  samplePoisson,
  zipfWeights,
} from "../probability";
import { type WorldConfig } from "./WorldConfig";

/** The catalogue with its truth; all arrays have shape [items] unless said otherwise. */
export interface Items {
  readonly ids: readonly string[];
  /** How much an item serves each interest: items x interests, rows sum to 1. */
  readonly membership: SparseMatrix;
  /** Weight of being wanted; the sum is 1. */
  readonly popularity: Float64Array;
  /** Chance of being shown to who wants it (for an interest that isn't silent), in (0, 1]. */
  readonly exposure: Float64Array;
  /** Standard normal. */
  readonly quality: Float64Array;
  /** Position of the domain. */
  readonly domain: Int32Array;
}

/**
 * Draws the items: interests served (one, and Poisson many more, in Dirichlet(1) shares), weights
 * by Zipf's law in random order, exposure by popularity, quality.
 *
 * The first items serve one interest each in turn, so that every interest is served in every
 * domain as far as there are items.
 */
export function drawItems(
  config: WorldConfig,
  random: RandomGenerator,
  interests: readonly string[],
): Items {
  const { itemCount: n, domainCount } = config;
  const weights = zipfWeights(n, config.popularityExponent);
  const rank = permutation(random.fork("popularity"), n);
  const popularity = Float64Array.from(rank, (r) => weights[r]);
  const exposure = Float64Array.from(rank, (r) => {
    const share = weights[r] / weights[0];
    return Math.max(
      Math.min(config.exposureFloor, config.exposure),
      config.exposure * share ** config.exposureBias,
    );
  });
  const domains = random.fork("domains");
  const sweep = interests.length;
  const domain = Int32Array.from({ length: n }, (_, item) =>
    item < sweep * domainCount ? Math.floor(item / sweep) : domains.below(domainCount),
  );
  return {
    ids: Array.from({ length: n }, (_, item) => `i${item + 1}`),
    membership: drawMembership(config, random.fork("membership")),
    popularity,
    exposure,
    quality: drawQuality(config, popularity, random.fork("quality")),
    domain,
  };
}

function drawMembership(config: WorldConfig, random: RandomGenerator): SparseMatrix {
  const { itemCount, interestCount } = config;
  const rows: number[] = [];
  const columns: number[] = [];
  const shares: number[] = [];
  for (let item = 0; item < itemCount; item++) {
    const more = samplePoisson(random, config.interestsPerItem - 1);
    const chosen = new Set([
      item < interestCount * config.domainCount
        ? item % interestCount
        : random.below(interestCount),
    ]);
    while (chosen.size < Math.min(1 + more, interestCount)) chosen.add(random.below(interestCount));
    const share =
      chosen.size === 1 ? [1] : sampleDirichlet(random, new Array<number>(chosen.size).fill(1));
    [...chosen].forEach((interest, i) => {
      rows.push(item);
      columns.push(interest);
      shares.push(share[i]);
    });
  }
  return SparseMatrix.fromEntries([itemCount, interestCount], rows, columns, shares);
}

/** Standard normal, with the given correlation with the logarithm of popularity. */
function drawQuality(
  config: WorldConfig,
  popularity: Float64Array,
  random: RandomGenerator,
): Float64Array {
  const n = popularity.length;
  const logs = popularity.map(Math.log);
  const mean = logs.reduce((sum, x) => sum + x, 0) / n;
  const deviation = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n) || 1;
  const rho = config.popularityQuality;
  return logs.map(
    (x) => (rho * (x - mean)) / deviation + Math.sqrt(1 - rho * rho) * sampleNormal(random),
  );
}
