import { type InterestWindows } from "./InterestWindows";

/** Log-ratios that the season adds to each interest, for everybody. */
export interface SeasonalTerms {
  /** Windows of a whole season. */
  readonly seasonWindows: number;
  /** Factor of the sine and of the cosine, shape [interests] each. */
  readonly sine: Float64Array;
  readonly cosine: Float64Array;
}

/**
 * The season of each interest in the population: least squares of the log of its share in each
 * window on a level, a trend, a sine and a cosine.
 *
 *     ln share_k(t) = a_k + b_k t + s_k sin(2 pi t / P) + c_k cos(2 pi t / P)
 *
 * @throws RangeError if the windows are fewer than a season and two more, so that a season can't be
 * told from a trend
 */
export function seasonalTerms(windows: InterestWindows, seasonWindows: number): SeasonalTerms {
  const T = windows.windowCount;
  if (!(seasonWindows > 2 && T >= seasonWindows)) {
    throw new RangeError(
      `seasonalTerms requires a season above 2 windows and as many windows, ` +
        `got ${seasonWindows} and ${T} windows`,
    );
  }
  const K = windows.interests.length;
  const logShares = populationLogShares(windows);
  const angle = (window: number): number => (2 * Math.PI * window) / seasonWindows;
  const design = Array.from({ length: T }, (_, t) => [
    1,
    t / T,
    Math.sin(angle(t)),
    Math.cos(angle(t)),
  ]);
  const solve = leastSquares(design);
  const sine = new Float64Array(K);
  const cosine = new Float64Array(K);
  for (let k = 0; k < K; k++) {
    [, , sine[k], cosine[k]] = solve(Array.from({ length: T }, (_, t) => logShares[t * K + k]));
  }
  return { seasonWindows, sine, cosine };
}

/** What the season adds to each log-ratio in a window, shape [interests]. */
export function seasonAt(
  { seasonWindows, sine, cosine }: SeasonalTerms,
  window: number,
): Float64Array {
  const angle = (2 * Math.PI * window) / seasonWindows;
  return sine.map((s, k) => s * Math.sin(angle) + cosine[k] * Math.cos(angle));
}

/** The windows as they would be without the season; each keeps its total. */
export function withoutSeason(windows: InterestWindows, terms: SeasonalTerms): InterestWindows {
  const K = windows.interests.length;
  const counts = windows.counts.slice();
  for (let window = 0; window < windows.windowCount; window++) {
    const factor = seasonAt(terms, window).map((s) => Math.exp(-s));
    for (let user = 0; user < windows.users.length; user++) {
      const start = (user * windows.windowCount + window) * K;
      let before = 0;
      let after = 0;
      for (let k = 0; k < K; k++) {
        before += counts[start + k];
        counts[start + k] *= factor[k];
        after += counts[start + k];
      }
      if (after > 0) for (let k = 0; k < K; k++) counts[start + k] *= before / after;
    }
  }
  return windows.with({ counts });
}

/** ln of the mean share of each interest in each window, users of one weight; [windows, interests]. */
function populationLogShares(windows: InterestWindows): Float64Array {
  const K = windows.interests.length;
  const values = new Float64Array(windows.windowCount * K);
  for (let window = 0; window < windows.windowCount; window++) {
    const sums = new Float64Array(K).fill(1 / K);
    for (let user = 0; user < windows.users.length; user++) {
      const row = windows.row(user, window);
      const total = row.reduce((sum, count) => sum + count, 0);
      if (total > 0) row.forEach((count, k) => (sums[k] += count / total));
    }
    const all = sums.reduce((a, b) => a + b, 0);
    sums.forEach((sum, k) => (values[window * K + k] = Math.log(sum / all)));
  }
  return values;
}

/** Solves the normal equations of a design for any right-hand side. */
function leastSquares(design: readonly number[][]): (y: readonly number[]) => number[] {
  const n = design[0].length;
  return (y) => {
    // [X'X | X'y], by Gauss-Jordan with pivots.
    const system = Array.from({ length: n }, (_, i) => [
      ...Array.from({ length: n }, (_, j) =>
        design.reduce((sum, row) => sum + row[i] * row[j], i === j ? 1e-9 : 0),
      ),
      design.reduce((sum, row, t) => sum + row[i] * y[t], 0),
    ]);
    for (let column = 0; column < n; column++) {
      let pivot = column;
      for (let row = column; row < n; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) pivot = row;
      }
      [system[column], system[pivot]] = [system[pivot], system[column]];
      for (let row = 0; row < n; row++) {
        if (row === column) continue;
        const factor = system[row][column] / system[column][column];
        system[row] = system[row].map((value, i) => value - factor * system[column][i]);
      }
    }
    return system.map((row, i) => row[n] / row[i]);
  };
}
