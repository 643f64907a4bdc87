import { normalQuantile } from "../probability";

/**
 * Half-rank warping: the poor half of the costs is pulled in, so that a few terrible trials don't
 * hide how the good ones differ.
 *
 *     cost = median + s Phi^-1((1 + rank) / 2)   above the median,
 *
 * where s is the root of the mean square by which the costs up to the median lie below it, and rank
 * is the share of the costs above the median that are lower; of equal costs, half counts as lower.
 * Costs up to the median stay; so do all if none differs from it.
 *
 * @param costs - lower is better, shape [trials]
 * @returns shape [trials], in the same order as the costs
 * @see Song et al. (2024), The Vizier Gaussian process bandit algorithm, arXiv:2408.11527
 */
export function warpCosts(costs: Float64Array): Float64Array {
  const sorted = costs.slice().sort();
  const median = sorted[(sorted.length - 1) >> 1];
  const good = sorted.filter((cost) => cost <= median);
  const poor = sorted.subarray(good.length);
  const squares = good.reduce((sum, cost) => sum + (cost - median) ** 2, 0);
  const spread = Math.sqrt(squares / good.length);
  if (!(spread > 0)) return costs.slice();
  const quantileOf = new Map<number, number>();
  for (let from = 0; from < poor.length;) {
    let to = from;
    while (to < poor.length && poor[to] === poor[from]) to++;
    const rank = (from + to) / 2 / poor.length;
    quantileOf.set(poor[from], median + spread * normalQuantile((1 + rank) / 2));
    from = to;
  }
  return costs.map((cost) => quantileOf.get(cost) ?? cost);
}
