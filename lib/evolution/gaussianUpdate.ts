/** A normal belief about log-ratios: mean, shape [n], and covariance, row-major, shape [n, n]. */
export interface NormalBelief {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** How often the multinomial is linearised anew. */
const PASSES = 2;

/** A step of the mean is kept below this: the linearisation is good near its point only. */
const LARGEST_MOVE = 3;

/**
 * What counts say of log-ratios, the multinomial linearised at the estimate (an iterated extended
 * Kalman update).
 *
 *     p = softmax(m),  F = N (diag(p) - p p'),  P' = (P^-1 + F)^-1,  m' = m + P' (n - N p)
 *
 * @param counts - shape [n]; all 0 leave the belief as it is
 */
export function observeCounts(prior: NormalBelief, counts: ArrayLike<number>): NormalBelief {
  const n = prior.mean.length;
  let total = 0;
  for (let k = 0; k < n; k++) total += counts[k];
  if (total === 0) return prior;
  let mean = prior.mean;
  let covariance = prior.covariance;
  for (let pass = 0; pass < PASSES; pass++) {
    const p = softmaxOf(mean);
    covariance = narrowed(prior.covariance, p, total);
    // Gradient at the present point, seen from the prior's mean.
    const pull = new Float64Array(n);
    let along = 0;
    for (let k = 0; k < n; k++) along += p[k] * (mean[k] - prior.mean[k]);
    for (let k = 0; k < n; k++) {
      pull[k] = counts[k] - total * p[k] + total * p[k] * (mean[k] - prior.mean[k] - along);
    }
    const next = prior.mean.slice();
    for (let row = 0; row < n; row++) {
      let move = 0;
      for (let k = 0; k < n; k++) move += covariance[row * n + k] * pull[k];
      next[row] += Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move));
    }
    mean = next;
  }
  return { mean, covariance };
}

/** (P^-1 + N (diag(p) - p p'))^-1 = P - P G (I + G' P G)^-1 G' P with G = sqrt(N diag(p)) (I - q q'). */
function narrowed(covariance: Float64Array, p: Float64Array, total: number): Float64Array {
  const n = p.length;
  const q = p.map(Math.sqrt);
  const scaled = q.map((root) => root * Math.sqrt(total));
  // C = P G: columns scaled, then the part along q taken out.
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let along = 0;
    for (let k = 0; k < n; k++) {
      c[i * n + k] = covariance[i * n + k] * scaled[k];
      along += c[i * n + k] * q[k];
    }
    for (let k = 0; k < n; k++) c[i * n + k] -= along * q[k];
  }
  // M = I + G' C.
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
  const root = choleskyRoot(m, n);
  // Rows of C solved against the root: Y Y' = C M^-1 C'.
  const result = covariance.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      let value = c[i * n + k];
      for (let j = 0; j < k; j++) value -= root[k * n + j] * c[i * n + j];
      c[i * n + k] = value / root[k * n + k];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += c[i * n + k] * c[j * n + k];
      result[i * n + j] -= sum;
      result[j * n + i] = result[i * n + j];
    }
  }
  return result;
}

/** L with L L' = matrix, lower triangular; what is barely negative by rounding counts as 1e-12. */
export function choleskyRoot(matrix: Float64Array, n: number): Float64Array {
  const root = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= root[i * n + k] * root[j * n + k];
      root[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[j * n + j];
    }
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
