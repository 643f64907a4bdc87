import { cholesky, choleskyInverse, solveLower, solveUpper } from "../matrices";
import { type RandomGenerator, sampleNormal } from "../probability";

/** What choices say of interests, period by period: soft counts, and each interest's visibility. */
export interface SoftCounts {
  /** Shape [interests][periods]. */
  readonly counts: readonly Float64Array[];
  /** Choices, shape [periods]. */
  readonly totals: Float64Array;
  /** Added to log-odds: season and ln of visibility; shape [interests][periods]. */
  readonly offset: readonly Float64Array[];
}

/** How log-odds of one interest go together over periods; the same for each interest. */
export interface TimeCovariance {
  /** Inverse of the covariance, shape [periods, periods]. */
  readonly precision: Float64Array;
  /** ln of the covariance's determinant. */
  readonly logDeterminant: number;
}

/** @throws RangeError if the covariance is not positive definite */
export function timeCovariance(covariance: Float64Array, periodCount: number): TimeCovariance {
  const root = lowerHalf(covariance, periodCount);
  rootInPlace(root, periodCount);
  return {
    precision: choleskyInverse(root, periodCount),
    logDeterminant: logDeterminant(root, periodCount),
  };
}

const NEWTON_STEPS = 12;
const TOLERANCE = 1e-2;

/** A step of Newton's method moves no log-odds farther. */
const LARGEST_MOVE = 2;

/** A path of log-odds, shape [interests][periods]. */
export type ScorePath = readonly Float64Array[];

/**
 * Laplace's approximation to the posterior of a whole path of log-odds x with a normal prior, of
 * which choices were drawn period by period from softmax(x + offset).
 *
 *     H = A - U D U',  A = blocks C^-1 + diag(lambda_k),  lambda_kt = N_t p_kt,  D = diag(1 / N_t)
 *
 * U stacks diag(lambda_k), so that all is solved by matrices as wide as there are periods: one for
 * each interest, and S = diag(N) - U' A^-1 U for what couples them.
 *
 * @see Durbin and Koopman (1997), Monte Carlo maximum likelihood estimation for non-Gaussian state
 *   space models, doi:10.1093/biomet/84.3.669; Rue, Martino and Chopin (2009), Approximate Bayesian
 *   inference for latent Gaussian models, doi:10.1111/j.1467-9868.2008.00700.x
 */
export class PathApproximation {
  readonly mode: ScorePath;
  /** ln of the marginal likelihood, up to a constant of the choices. */
  readonly logEvidence: number;
  readonly #observed: SoftCounts;
  readonly #centre: ScorePath;
  readonly #time: TimeCovariance;
  /** lambda at the mode, shape [interests][periods]. */
  readonly #rate: readonly Float64Array[];
  /** Roots of A's blocks, shape [interests][periods, periods], and of S. */
  readonly #roots: readonly Float64Array[];
  readonly #couplingRoot: Float64Array;
  #logDeterminant = 0;
  #logLikelihood = 0;

  constructor(observed: SoftCounts, centre: ScorePath, time: TimeCovariance) {
    const T = observed.totals.length;
    this.#observed = observed;
    this.#centre = centre;
    this.#time = time;
    this.mode = centre.map((row) => row.slice());
    this.#rate = centre.map(() => new Float64Array(T));
    this.#roots = centre.map(() => new Float64Array(T * T));
    this.#couplingRoot = new Float64Array(T * T);
    const scratch = Array.from({ length: centre.length + 2 }, () => new Float64Array(T));
    this.#linearise();
    for (let step = 0; step < NEWTON_STEPS; step++) {
      const largest = this.#newtonStep(scratch);
      this.#linearise();
      if (largest < TOLERANCE) break;
    }
    this.logEvidence = this.#logLikelihood + this.#logPrior(this.mode) - 0.5 * this.#logDeterminant;
  }

  /** A path drawn from the approximation, and ln of the prior's density there over its own. */
  draw(random: RandomGenerator): { path: ScorePath; logRatio: number } {
    const { totals } = this.#observed;
    const T = totals.length;
    const common = totals.map(() => sampleNormal(random));
    solveUpper(this.#couplingRoot, common, common);
    const along = new Float64Array(T);
    let form = 0;
    const path = this.mode.map((mode, k) => {
      const rate = this.#rate[k];
      const move = common.map((value, t) => value * rate[t]);
      solveLower(this.#roots[k], move, move);
      for (let t = 0; t < T; t++) move[t] += sampleNormal(random);
      solveUpper(this.#roots[k], move, move);
      form += quadraticForm(this.#time.precision, move);
      for (let t = 0; t < T; t++) {
        form += rate[t] * move[t] * move[t];
        along[t] += rate[t] * move[t];
        move[t] += mode[t];
      }
      return move;
    });
    totals.forEach((total, t) => {
      if (total > 0) form -= (along[t] * along[t]) / total;
    });
    const logDensity = 0.5 * (this.#logDeterminant - form);
    return { path, logRatio: this.#logPrior(path) - logDensity };
  }

  /** ln of the prior's density, without 2 pi. */
  #logPrior(path: ScorePath): number {
    const away = new Float64Array(this.#observed.totals.length);
    let sum = -path.length * this.#time.logDeterminant;
    for (let k = 0; k < path.length; k++) {
      for (let t = 0; t < away.length; t++) away[t] = path[k][t] - this.#centre[k][t];
      sum -= quadraticForm(this.#time.precision, away);
    }
    return 0.5 * sum;
  }

  /** Rates, roots and likelihood at the present path. */
  #linearise(): void {
    const { totals } = this.#observed;
    const T = totals.length;
    this.#setRates();
    const coupling = this.#couplingRoot.fill(0);
    totals.forEach((total, t) => (coupling[t * T + t] = total > 0 ? total : 1));
    this.#logDeterminant = 0;
    for (let k = 0; k < this.mode.length; k++) {
      const rate = this.#rate[k];
      const root = this.#roots[k];
      // The lower half: what lies above the diagonal stays 0.
      for (let i = 0; i < T; i++) {
        for (let j = 0; j <= i; j++) root[i * T + j] = this.#time.precision[i * T + j];
        root[i * T + i] += rate[i];
      }
      rootInPlace(root, T);
      this.#logDeterminant += logDeterminant(root, T);
      couple(coupling, root, rate);
    }
    rootInPlace(coupling, T);
    this.#logDeterminant += logDeterminant(coupling, T);
    for (const total of totals) if (total > 0) this.#logDeterminant -= Math.log(total);
  }

  #setRates(): void {
    const { counts, totals, offset } = this.#observed;
    const K = this.mode.length;
    this.#logLikelihood = 0;
    for (let t = 0; t < totals.length; t++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        sum += this.#rate[k][t] = Math.exp(this.mode[k][t] + offset[k][t]);
      }
      const logSum = Math.log(sum);
      for (let k = 0; k < K; k++) {
        this.#rate[k][t] *= totals[t] / sum;
        this.#logLikelihood += counts[k][t] * (this.mode[k][t] + offset[k][t] - logSum);
      }
    }
  }

  /** @returns the largest move */
  #newtonStep(scratch: readonly Float64Array[]): number {
    const { counts, totals } = this.#observed;
    const T = totals.length;
    const K = this.mode.length;
    const lift = scratch[K].fill(0);
    const move = scratch[K + 1];
    for (let k = 0; k < K; k++) {
      const half = scratch[k];
      for (let t = 0; t < T; t++) move[t] = this.mode[k][t] - this.#centre[k][t];
      for (let i = 0; i < T; i++) {
        half[i] = counts[k][i] - this.#rate[k][i];
        for (let j = 0; j < T; j++) half[i] -= this.#time.precision[i * T + j] * move[j];
      }
      solveLower(this.#roots[k], half, half);
      solveUpper(this.#roots[k], half, move);
      for (let t = 0; t < T; t++) lift[t] += this.#rate[k][t] * move[t];
    }
    solveLower(this.#couplingRoot, lift, lift);
    solveUpper(this.#couplingRoot, lift, lift);
    let largest = 0;
    for (let k = 0; k < K; k++) {
      for (let t = 0; t < T; t++) move[t] = lift[t] * this.#rate[k][t];
      solveLower(this.#roots[k], move, move);
      for (let t = 0; t < T; t++) move[t] += scratch[k][t];
      solveUpper(this.#roots[k], move, move);
      for (let t = 0; t < T; t++) {
        this.mode[k][t] += Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move[t]));
        largest = Math.max(largest, Math.abs(move[t]));
      }
    }
    return largest;
  }
}

/** coupling - diag(rate) A^-1 diag(rate), in place, its lower half, with A = L L'. */
function couple(coupling: Float64Array, root: Float64Array, rate: Float64Array): void {
  const T = rate.length;
  const inverse = choleskyInverse(root, T);
  for (let i = 0; i < T; i++) {
    for (let j = 0; j <= i; j++) coupling[i * T + j] -= rate[i] * inverse[i * T + j] * rate[j];
  }
}

function lowerHalf(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((value, i) => (i % n <= Math.floor(i / n) ? value : 0));
}

function rootInPlace(matrix: Float64Array, n: number): Float64Array {
  if (!cholesky(matrix, n, matrix)) {
    throw new RangeError(
      `PathApproximation requires a positive definite covariance of ${n} periods, got another`,
    );
  }
  return matrix;
}

function logDeterminant(root: Float64Array, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= root[i * n + i];
  if (product > 1e-200 && product < 1e200) return 2 * Math.log(product);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 2 * Math.log(root[i * n + i]);
  return sum;
}

function quadraticForm(matrix: Float64Array, x: Float64Array): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0.5 * matrix[i * n + i] * x[i];
    for (let j = 0; j < i; j++) row += matrix[i * n + j] * x[j];
    sum += 2 * x[i] * row;
  }
  return sum;
}
