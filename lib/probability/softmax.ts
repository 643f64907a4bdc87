/**
 * Probabilities in proportion to the exponentials of some scores.
 *
 *     p_i = exp(x_i) / sum_j exp(x_j)
 *
 * The largest score is taken off first, so that nothing overflows.
 *
 * @param scores - shape [n]; -Infinity gives probability 0, unless all are
 * @returns shape [n], sum 1
 */
export function softmax(scores: ArrayLike<number>): Float64Array {
  let highest = -Infinity;
  for (let i = 0; i < scores.length; i++) if (scores[i] > highest) highest = scores[i];
  const probabilities = new Float64Array(scores.length);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    probabilities[i] = Math.exp(scores[i] - highest);
    sum += probabilities[i];
  }
  for (let i = 0; i < scores.length; i++) probabilities[i] /= sum;
  return probabilities;
}
