import { tf } from "../native";
import { type VariableGradient } from "./Optimizer";

/**
 * Scales all gradients by one factor, so that their joint Euclidean norm is at most `norm`.
 *
 * @see Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural
 *   networks, algorithm 1, arXiv:1211.5063
 */
export function clipGradients(
  gradients: readonly VariableGradient[],
  norm: number,
): VariableGradient[] {
  const squares = gradients.map(({ gradient }) => tf.sum(tf.square(gradient)));
  const length = tf.sqrt(tf.addN(squares));
  const factor = tf.div(norm, tf.maximum(length, norm));
  return gradients.map(({ variable, gradient }) => ({
    variable,
    gradient: tf.mul(gradient, factor),
  }));
}
