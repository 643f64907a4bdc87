/** Where a search for a minimum ended. */
export interface SimplexMinimum {
  readonly at: readonly number[];
  readonly value: number;
  /** Whether the corners came together before the steps ran out. */
  readonly converged: boolean;
}

/**
 * A minimum of a function of few variables without its gradient, by Nelder and Mead's simplex.
 *
 * @param start - shape [n]
 * @param steps - how far the first simplex reaches along each axis, shape [n], not 0
 * @param options - `tolerance` (default 1e-10): relative spread of values at which to stop;
 *   `maxSteps` (default 500 n)
 * @see Nelder and Mead (1965), A simplex method for function minimization,
 *   doi:10.1093/comjnl/7.4.308
 */
export function nelderMead(
  evaluate: (x: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  options: { readonly tolerance?: number; readonly maxSteps?: number } = {},
): SimplexMinimum {
  const { tolerance = 1e-10, maxSteps = 500 * start.length } = options;
  const corner = (at: readonly number[]) => ({ at, value: evaluate(at) });
  const n = start.length;
  let simplex = [
    corner(start),
    ...steps.map((step, axis) => corner(start.map((x, i) => (i === axis ? x + step : x)))),
  ];
  for (let step = 0; step < maxSteps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best] = simplex;
    const worst = simplex[n];
    const spread = Math.abs(worst.value - best.value);
    const width = Math.max(...best.at.map((x, i) => Math.abs(x - worst.at[i]) / (1 + Math.abs(x))));
    if (spread <= tolerance * (1 + Math.abs(best.value)) && width < Math.sqrt(tolerance)) {
      return { ...best, converged: true };
    }
    const centre = start.map(
      (_, i) => simplex.slice(0, n).reduce((sum, { at }) => sum + at[i], 0) / n,
    );
    const along = (factor: number) => corner(centre.map((x, i) => x + factor * (worst.at[i] - x)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[n - 1].value) {
      simplex[n] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) {
        simplex[n] = contracted;
      } else {
        simplex = simplex.map(({ at }) => corner(at.map((x, i) => (x + best.at[i]) / 2)));
      }
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { ...simplex[0], converged: false };
}
