/** A normal approximation: what a prior and a window's choices say of log-odds. */
export interface NormalApproximation {
  /** Shape [interests]. */
  readonly mean: Float64Array;
  /** The precision is diag(diagonal) - rows shares shares'; shapes [interests]. */
  readonly diagonal: Float64Array;
  readonly shares: Float64Array;
  readonly rows: number;
  /** ln of the marginal likelihood, by Laplace's approximation, up to a constant of the choices. */
  readonly logEvidence: number;
}

/** What a period's choices say of interests, roughly: soft counts, and each interest's visibility. */
export interface SoftCounts {
  /** Shape [interests]. */
  readonly counts: Float64Array;
  readonly total: number;
  /** Added to log-odds: season and ln of visibility; shape [interests]. */
  readonly offset: Float64Array;
}

const NEWTON_STEPS = 8;

/**
 * Laplace's approximation to the posterior of log-odds eta with prior normal(mean, variance I), of
 * which `counts` were drawn from softmax(eta + offset).
 *
 *     precision = I / variance + N diag(p) - N p p',  p = softmax(eta + offset)
 *
 * The precision is diagonal but for one rank, so that each Newton step costs as much as a softmax.
 */
export function approximateChoices(
  { counts, total, offset }: SoftCounts,
  prior: ArrayLike<number>,
  variance: number,
): NormalApproximation {
  const K = counts.length;
  const mean = Float64Array.from(prior);
  const diagonal = new Float64Array(K);
  const shares = new Float64Array(K);
  let logNormaliser = 0;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    logNormaliser = softmaxInto(shares, mean, offset);
    if (total === 0) break;
    let inner = 0;
    let along = 0;
    for (let k = 0; k < K; k++) {
      diagonal[k] = 1 / variance + total * shares[k];
      const gradient = counts[k] - total * shares[k] - (mean[k] - prior[k]) / variance;
      inner += (shares[k] * gradient) / diagonal[k];
      along += (shares[k] * shares[k]) / diagonal[k];
    }
    const lift = (total * inner) / (1 - total * along);
    let largest = 0;
    for (let k = 0; k < K; k++) {
      const gradient = counts[k] - total * shares[k] - (mean[k] - prior[k]) / variance;
      const move = Math.max(-2, Math.min(2, (gradient + lift * shares[k]) / diagonal[k]));
      mean[k] += move;
      largest = Math.max(largest, Math.abs(move));
    }
    if (largest < 1e-4) break;
  }
  logNormaliser = softmaxInto(shares, mean, offset);
  let logEvidence = -total * logNormaliser;
  let along = 0;
  for (let k = 0; k < K; k++) {
    diagonal[k] = 1 / variance + total * shares[k];
    along += (shares[k] * shares[k]) / diagonal[k];
    if (counts[k] > 0) logEvidence += counts[k] * (mean[k] + offset[k]);
    logEvidence -= (mean[k] - prior[k]) ** 2 / (2 * variance);
    logEvidence -= 0.5 * Math.log(diagonal[k] * variance);
  }
  logEvidence -= 0.5 * Math.log(1 - total * along);
  return { mean, diagonal, shares, rows: total, logEvidence };
}

/** @returns ln of the sum of exp(scores + offset) */
function softmaxInto(shares: Float64Array, scores: Float64Array, offset: Float64Array): number {
  let highest = -Infinity;
  for (let k = 0; k < shares.length; k++) highest = Math.max(highest, scores[k] + offset[k]);
  let sum = 0;
  for (let k = 0; k < shares.length; k++) {
    shares[k] = Math.exp(scores[k] + offset[k] - highest);
    sum += shares[k];
  }
  for (let k = 0; k < shares.length; k++) shares[k] /= sum;
  return highest + Math.log(sum);
}
