/**
 * The largest split R-hat of several chains' coordinates: how much wider all draws together spread
 * than half a chain does. Near 1 when the chains have forgotten where they began.
 *
 *     R-hat = sqrt(((n - 1) / n W + B / n) / W)
 *
 * over half chains of n draws, with W the mean variance within and B n times the variance of the
 * means. A coordinate that never moves counts as 1.
 *
 * @param chains - shape [chains][draws][coordinates], chains of one length of at least 4
 * @throws RangeError if a chain is shorter than 4
 * @see Gelman et al. (2013), Bayesian data analysis, third edition, section 11.4
 */
export function splitRHat(chains: readonly (readonly Float64Array[])[]): number {
  const half = Math.floor(chains[0].length / 2);
  if (half < 2) {
    throw new RangeError(`splitRHat requires chains of at least 4, got ${chains[0].length}`);
  }
  const halves = chains.flatMap((chain) => [chain.slice(0, half), chain.slice(-half)]);
  let largest = 1;
  for (let i = 0; i < chains[0][0].length; i++) {
    const means = halves.map((draws) => draws.reduce((sum, draw) => sum + draw[i], 0) / half);
    const within =
      halves.reduce(
        (sum, draws, h) => sum + draws.reduce((s, draw) => s + (draw[i] - means[h]) ** 2, 0),
        0,
      ) /
      (halves.length * (half - 1));
    const grand = means.reduce((sum, mean) => sum + mean, 0) / means.length;
    const between = means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0) / (means.length - 1);
    if (within > 0) largest = Math.max(largest, Math.sqrt((half - 1) / half + between / within));
  }
  return largest;
}
