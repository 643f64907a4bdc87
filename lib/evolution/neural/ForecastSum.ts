import { type InterestDistribution } from "../../interests";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { type ForecastOptions, type InterestForecast } from "../Forecaster";
import { dirichletDistribution, type Labelled } from "../InterestWindows";

/** Precisions are kept within these. */
const LEAST_PRECISION = 1e-2;
const LARGEST_PRECISION = 1e6;

/**
 * Gathers a forecast from one or several draws of shares: the mean of the draws, and a Dirichlet
 * around it whose precision is the given one, or as wide as the draws differ.
 */
export class ForecastSum {
  readonly #labels: Labelled;
  readonly #options: Required<ForecastOptions>;
  readonly #byDraws: boolean;
  /** Sums over draws, shape [horizons][users, interests]. */
  readonly #sum: Float64Array[];
  readonly #squares: Float64Array[];
  /** Of the last draw, shape [horizons][users]. */
  readonly #precision: Float64Array[];
  /** Draws added so far of each first user. */
  readonly #drawCount = new Map<number, number>();
  readonly #samples: DenseMatrix[][] | null;

  /** @param byDraws - whether the draws, not the precision, say what isn't known */
  constructor(windows: Labelled, options: Required<ForecastOptions>, byDraws: boolean) {
    this.#labels = windows;
    this.#options = options;
    this.#byDraws = byDraws;
    const size = windows.users.length * windows.interests.length;
    const each = (length: number) =>
      Array.from({ length: options.horizonCount }, () => new Float64Array(length));
    this.#sum = each(size);
    this.#squares = each(byDraws ? size : 0);
    this.#precision = each(windows.users.length);
    const shape = [windows.users.length, windows.interests.length] as const;
    this.#samples =
      byDraws && options.sampleCount > 0
        ? Array.from({ length: options.horizonCount }, () =>
            Array.from({ length: options.sampleCount }, () =>
              denseMatrix(new Float32Array(size), ...shape),
            ),
          )
        : null;
  }

  /**
   * Adds one draw of some users.
   *
   * @param first - the first of these users
   * @param shares - shape [users, horizons, interests]
   * @param precision - shape [users, horizons]
   */
  add(first: number, shares: ArrayLike<number>, precision: ArrayLike<number>): void {
    const K = this.#labels.interests.length;
    const H = this.#options.horizonCount;
    const draw = this.#drawCount.get(first) ?? 0;
    this.#drawCount.set(first, draw + 1);
    for (let row = 0; row < precision.length / H; row++) {
      for (let h = 0; h < H; h++) {
        const from = (row * H + h) * K;
        const to = (first + row) * K;
        for (let k = 0; k < K; k++) this.#sum[h][to + k] += shares[from + k];
        this.#precision[h][first + row] = precision[row * H + h];
        if (!this.#byDraws) continue;
        for (let k = 0; k < K; k++) this.#squares[h][to + k] += shares[from + k] ** 2;
        const kept = this.#samples?.[h][draw]?.values;
        if (kept) for (let k = 0; k < K; k++) kept[to + k] = shares[from + k];
      }
    }
  }

  forecast(): InterestForecast {
    let drawCount = 1;
    for (const count of this.#drawCount.values()) drawCount = Math.max(drawCount, count);
    const horizons = this.#sum.map((_, h) => this.#distribution(h, drawCount));
    return { horizons, samples: this.#samples };
  }

  #distribution(h: number, drawCount: number): InterestDistribution {
    const K = this.#labels.interests.length;
    const concentrations = new Float32Array(this.#sum[h].length);
    for (let user = 0; user < this.#labels.users.length; user++) {
      const start = user * K;
      const precision = this.#byDraws
        ? this.#spreadPrecision(h, start, drawCount)
        : this.#precision[h][user];
      for (let i = start; i < start + K; i++) {
        const share = this.#sum[h][i] / drawCount;
        concentrations[i] = Math.max(1e-7, precision * share);
      }
    }
    return dirichletDistribution(this.#labels, concentrations);
  }

  /** The Dirichlet's precision whose summed variance is that of the draws: sum p (1 - p) / var - 1. */
  #spreadPrecision(h: number, start: number, drawCount: number): number {
    let variance = 0;
    let most = 0;
    for (let i = start; i < start + this.#labels.interests.length; i++) {
      const share = this.#sum[h][i] / drawCount;
      variance += Math.max(0, this.#squares[h][i] / drawCount - share * share);
      most += share * (1 - share);
    }
    const unbiased = (variance * drawCount) / Math.max(1, drawCount - 1);
    return Math.min(LARGEST_PRECISION, Math.max(LEAST_PRECISION, most / unbiased - 1));
  }
}
