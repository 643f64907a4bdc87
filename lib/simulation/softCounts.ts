import { type SoftCounts } from "./PathApproximation";
import { type World } from "./World";

/**
 * What items chosen in the first periods say of interests, roughly: an item of several interests
 * counts for each in part, and each interest is seen as often as it is on average over the domains
 * visited.
 *
 * @param items - chosen, shape [periods][rows]
 */
export function softCounts(world: World, items: readonly (readonly number[])[]): SoftCounts {
  const { membership, domain } = world.items;
  const { interestCount: K } = world.config;
  const T = items.length;
  const counts = Array.from({ length: K }, () => new Float64Array(T));
  const offset = Array.from({ length: K }, () => new Float64Array(T));
  items.forEach((chosen, t) => {
    const visible = new Float64Array(K).fill(chosen.length > 0 ? 0 : 1);
    for (const item of chosen) {
      const shelf = world.shelves[domain[item]];
      const shares = membership.rowValues(item);
      const interests = membership.rowColumns(item);
      const weights = Array.from(interests, (k, i) =>
        shelf[k].visible > 0 ? shares[i] / shelf[k].wanted : 0,
      );
      const sum = weights.reduce((a, b) => a + b, 0);
      interests.forEach((k, i) => (counts[k][t] += weights[i] / sum));
      shelf.forEach((interest, k) => (visible[k] += interest.visible / chosen.length));
    }
    const season = seasonAt(world, t);
    for (let k = 0; k < K; k++) {
      offset[k][t] = season[k] + Math.log(Math.max(visible[k], 1e-12));
    }
  });
  return { counts, totals: Float64Array.from(items, (chosen) => chosen.length), offset };
}

/** What the season adds to log-odds in a period, shape [interests]. */
export function seasonAt({ config, seasonPhase }: World, period: number): Float64Array {
  const angle = (2 * Math.PI * period) / config.seasonPeriods;
  return seasonPhase.map((phase) => config.seasonAmplitude * Math.cos(angle - phase));
}
