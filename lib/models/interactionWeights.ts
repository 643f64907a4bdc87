import { type Interactions } from "../data";

/** How interactions are weighed before they are counted. */
export interface InteractionWeights {
  /** An interaction this old counts half; null: all count the same. */
  readonly halfLifeDays: number | null;
  /** The chance of each item to be shown to who wants it, in (0, 1], shape [items]. */
  readonly propensities?: ArrayLike<number>;
}

const DAY_MS = 86_400_000;

/**
 * What each interaction counts: less with age, more where its item is seldom shown.
 *
 *     w = 2^(-age / half-life) / e_i,  age before the log's last moment
 *
 * By inverse propensities a user's counts would grow in proportion to 1 / e: they are scaled to the
 * number of equally weighted interactions that tell as much, (sum w)^2 / (sum w^2) of Kish times
 * the mean decay, so that rare items don't make the posterior surer than its rows.
 *
 * @returns shape [interactions]
 * @throws RangeError if a propensity is outside (0, 1]
 * @see Schnabel et al. (2016), Recommendations as treatments, PMLR 48:1670-1679; Kish (1965),
 *   Survey Sampling
 */
export function interactionWeights(
  interactions: Interactions,
  { halfLifeDays, propensities }: InteractionWeights,
): Float64Array {
  const { timestampMs, itemIndex, count } = interactions;
  const weights = new Float64Array(count).fill(1);
  if (halfLifeDays !== null && timestampMs) {
    const now = timestampMs.reduce((a, b) => Math.max(a, b), -Infinity);
    timestampMs.forEach((moment, row) => {
      weights[row] = 2 ** (-(now - moment) / DAY_MS / halfLifeDays);
    });
  }
  if (!propensities) return weights;
  for (const rows of interactions.rowsByUser()) {
    let decayed = 0;
    let sum = 0;
    let square = 0;
    for (const row of rows) {
      const chance = propensities[itemIndex[row]];
      if (!(chance > 0 && chance <= 1)) {
        throw new RangeError(
          `interactionWeights requires propensities in (0, 1], got ${chance} for item ` +
            interactions.items.ids[itemIndex[row]],
        );
      }
      decayed += weights[row];
      weights[row] /= chance;
      sum += weights[row];
      square += weights[row] ** 2;
    }
    const telling = (sum * sum) / square / rows.length;
    for (const row of rows) weights[row] *= (decayed * telling) / sum;
  }
  return weights;
}
