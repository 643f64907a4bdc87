import { cholesky } from "../matrices";

/** A normal belief about log-ratios: mean, shape [n], and covariance, row-major, shape [n, n]. */
export interface NormalBelief {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Linearisations at most, and the move of the mean at which they end. */
const PASSES = 30;
const TOLERANCE = 1e-4;

/** A step of the mean is kept below this: the linearisation is good near its point only. */
const LARGEST_MOVE = 3;

/**
 * What counts say of log-ratios, the multinomial linearised at the estimate until that stands (an
 * iterated extended Kalman update, which ends at Laplace's approximation).
 *
 *     p = softmax(m'),  F = N (diag(p) - p p'),  P' = (P^-1 + F)^-1,  m' = m + P (n - N p)
 *     logEvidence = sum n ln p - (m' - m)' P^-1 (m' - m) / 2 - ln det(I + P F) / 2
 *
 * @param counts - shape [n]; all 0 leave the belief as it is
 * @returns the belief, and ln of the counts' chance without the multinomial coefficient, nats
 * @see Bell and Cathey (1993), The iterated Kalman filter update as a Gauss-Newton method,
 *   doi:10.1109/9.250476
 */
export function observeCounts(
  prior: NormalBelief,
  counts: ArrayLike<number>,
): NormalBelief & { readonly logEvidence: number } {
  const n = prior.mean.length;
  let total = 0;
  for (let k = 0; k < n; k++) total += counts[k];
  if (total === 0) return { ...prior, logEvidence: 0 };
  const mean = prior.mean.slice();
  let information = new Information(prior.covariance, softmaxOf(mean), total);
  for (let pass = 0; pass < PASSES; pass++) {
    const largest = moveToEstimate(mean, { prior, counts, information });
    information = new Information(prior.covariance, softmaxOf(mean), total);
    if (largest < TOLERANCE) break;
  }
  const { p } = information;
  let logEvidence = -0.5 * information.logDeterminant;
  for (let k = 0; k < n; k++) {
    if (counts[k] > 0) logEvidence += counts[k] * Math.log(p[k]);
    // At the estimate P^-1 (m' - m) is n - N p.
    logEvidence -= 0.5 * (mean[k] - prior.mean[k]) * (counts[k] - total * p[k]);
  }
  return { mean, covariance: information.narrowed(), logEvidence };
}

/** One step of Newton's method, in place. Returns the largest move. */
function moveToEstimate(
  mean: Float64Array,
  {
    prior,
    counts,
    information,
  }: { prior: NormalBelief; counts: ArrayLike<number>; information: Information },
): number {
  const { p, total } = information;
  // The gradient at the present point, seen from the prior's mean.
  let along = 0;
  for (let k = 0; k < p.length; k++) along += p[k] * (mean[k] - prior.mean[k]);
  const pull = p.map(
    (share, k) => counts[k] - total * share + total * share * (mean[k] - prior.mean[k] - along),
  );
  let largest = 0;
  information.narrowedTimes(pull).forEach((away, k) => {
    const move = prior.mean[k] + away - mean[k];
    largest = Math.max(largest, Math.abs(move));
    mean[k] += Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move));
  });
  return largest;
}

/**
 * What N choices with chances p add to a belief of covariance P:
 *
 *     (P^-1 + F)^-1 = P - C M^-1 C',  F = G G',  C = P G,  M = I + G' P G,
 *     G = sqrt(N diag(p)) (I - q q'),  q = sqrt(p)
 */
class Information {
  readonly logDeterminant: number;
  readonly #c: Float64Array;
  readonly #root: Float64Array;

  constructor(
    readonly covariance: Float64Array,
    readonly p: Float64Array,
    readonly total: number,
  ) {
    const n = p.length;
    const q = p.map(Math.sqrt);
    const scaled = q.map((root) => root * Math.sqrt(total));
    // Columns of P scaled, then the part along q taken out.
    const c = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let k = 0; k < n; k++) {
        c[i * n + k] = covariance[i * n + k] * scaled[k];
        along += c[i * n + k] * q[k];
      }
      for (let k = 0; k < n; k++) c[i * n + k] -= along * q[k];
    }
    const m = new Float64Array(n * n);
    const alongColumn = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        m[i * n + k] = scaled[i] * c[i * n + k];
        alongColumn[k] += q[i] * m[i * n + k];
      }
    }
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) m[i * n + k] -= q[i] * alongColumn[k];
      m[i * n + i] += 1;
    }
    this.#c = c;
    this.#root = rootOf(m, n);
    let logDeterminant = 0;
    for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(this.#root[i * n + i]);
    this.logDeterminant = logDeterminant;
  }

  /** (P^-1 + F)^-1 x, shape [n]. */
  narrowedTimes(x: Float64Array): Float64Array {
    const n = x.length;
    const c = this.#c;
    const root = this.#root;
    const inner = new Float64Array(n); // C' x
    for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) inner[k] += c[i * n + k] * x[i];
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < k; j++) inner[k] -= root[k * n + j] * inner[j];
      inner[k] /= root[k * n + k];
    }
    for (let k = n - 1; k >= 0; k--) {
      inner[k] /= root[k * n + k];
      for (let j = 0; j < k; j++) inner[j] -= root[k * n + j] * inner[k];
    }
    return x.map((_, i) => {
      let sum = 0;
      for (let k = 0; k < n; k++)
        sum += this.covariance[i * n + k] * x[k] - c[i * n + k] * inner[k];
      return sum;
    });
  }

  /** (P^-1 + F)^-1, shape [n, n]. */
  narrowed(): Float64Array {
    const n = this.p.length;
    const root = this.#root;
    const y = this.#c.slice();
    // Rows of C solved against the root: Y Y' = C M^-1 C'.
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        let value = y[i * n + k];
        for (let j = 0; j < k; j++) value -= root[k * n + j] * y[i * n + j];
        y[i * n + k] = value / root[k * n + k];
      }
    }
    const result = this.covariance.slice();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += y[i * n + k] * y[j * n + k];
        result[i * n + j] -= sum;
        result[j * n + i] = result[i * n + j];
      }
    }
    return result;
  }
}

/**
 * L with L L' = matrix.
 *
 * @throws RangeError if the matrix isn't positive definite
 */
export function rootOf(matrix: Float64Array, n: number): Float64Array {
  const root = cholesky(matrix, n);
  if (!root) {
    throw new RangeError(`rootOf requires a positive definite ${n} x ${n} matrix, got another`);
  }
  return root;
}

/** softmax of scores, shape [n]. */
export function softmaxOf(scores: Float64Array): Float64Array {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  let sum = 0;
  const shares = scores.map((score) => {
    const share = Math.exp(score - highest);
    sum += share;
    return share;
  });
  for (let k = 0; k < shares.length; k++) shares[k] /= sum;
  return shares;
}
