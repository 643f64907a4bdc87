import { cholesky, choleskyInverse } from "../../matrices";

/**
 * A mixture of normal distributions of logits, with one covariance: what is known of a user's
 * interests before any of the user's choices.
 *
 *     x ~ normal(m_g, S) with probability pi_g,  theta = softmax(x)
 */
export interface LogisticNormalPrior {
  /** pi, shape [components], sums to 1. */
  readonly weights: Float64Array;
  /** m, shape [components][D]. */
  readonly means: readonly Float64Array[];
  /** S, shape [D, D]. */
  readonly covariance: Float64Array;
  /** Its lower Cholesky factor. */
  readonly factor: Float64Array;
  /** Its inverse. */
  readonly precision: Float64Array;
  /** ln |S|. */
  readonly logDeterminant: number;
}

/** @throws RangeError if the covariance isn't positive definite */
export function logisticNormalPrior(
  weights: Float64Array,
  means: readonly Float64Array[],
  covariance: Float64Array,
): LogisticNormalPrior {
  const D = means[0].length;
  const factor = cholesky(covariance, D);
  if (!factor) {
    throw new RangeError("logisticNormalPrior requires a positive definite covariance, got none");
  }
  let logDeterminant = 0;
  for (let d = 0; d < D; d++) logDeterminant += 2 * Math.log(factor[d * D + d]);
  const precision = choleskyInverse(factor, D);
  return { weights, means, covariance, factor, precision, logDeterminant };
}
