import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf, updateInPlace } from "../native";
import { type Optimizer, type VariableGradient } from "./Optimizer";

/** Settings of Adam. */
export interface AdamConfig {
  readonly kind: "adam";
  /** Decay of the mean of gradients (default 0.9). */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients (default 0.999). */
  readonly beta2?: number;
  /** Keeps the step finite (default 1e-7, as in Keras). */
  readonly epsilon?: number;
  /**
   * AdamW: each step takes `learningRate * weightDecay` of a variable's value away, apart from
   * the gradient (default 0: plain Adam).
   */
  readonly weightDecay?: number;
}

/**
 * Adam, and AdamW with a weight decay.
 *
 *     m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2
 *     x = x - learningRate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)
 *
 * Epsilon stands beside the uncorrected sqrt(v), as in the paper's efficient form, TensorFlow and
 * Keras; PyTorch adds it to the corrected one.
 *
 * @see Kingma and Ba (2015), Adam, section 2, arXiv:1412.6980; Loshchilov and Hutter (2019),
 *   Decoupled weight decay regularization, algorithm 2, arXiv:1711.05101
 */
export class Adam implements Optimizer {
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  readonly #weightDecay: number;
  readonly #beta1Power: tfjs.Variable;
  readonly #beta2Power: tfjs.Variable;
  readonly #moments = new Map<tfjs.Variable, { mean: tfjs.Variable; square: tfjs.Variable }>();

  constructor(variables: readonly tfjs.Variable[], config: Omit<AdamConfig, "kind"> = {}) {
    this.#beta1 = config.beta1 ?? 0.9;
    this.#beta2 = config.beta2 ?? 0.999;
    this.#epsilon = config.epsilon ?? 1e-7;
    this.#weightDecay = config.weightDecay ?? 0;
    this.#beta1Power = tf.tidy(() => tf.variable(tf.scalar(this.#beta1), false));
    this.#beta2Power = tf.tidy(() => tf.variable(tf.scalar(this.#beta2), false));
    for (const variable of variables) {
      const zeros = (): tfjs.Variable => tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
      this.#moments.set(variable, { mean: zeros(), square: zeros() });
    }
  }

  get state(): readonly tfjs.Variable[] {
    const moments = [...this.#moments.values()].flatMap(({ mean, square }) => [mean, square]);
    return [this.#beta1Power, this.#beta2Power, ...moments];
  }

  apply(gradients: readonly VariableGradient[], learningRate: tfjs.Scalar): void {
    tf.tidy(() => {
      for (const { variable, gradient } of gradients) {
        if (this.#weightDecay > 0) {
          const kept = tf.sub(1, tf.mul(learningRate, this.#weightDecay));
          variable.assign(tf.mul(variable, kept));
        }
        this.#applyOne(variable, gradient, learningRate);
      }
      this.#beta1Power.assign(tf.mul(this.#beta1Power, this.#beta1));
      this.#beta2Power.assign(tf.mul(this.#beta2Power, this.#beta2));
    });
  }

  #applyOne(variable: tfjs.Variable, gradient: tfjs.Tensor, learningRate: tfjs.Scalar): void {
    const { mean, square } = this.#moments.get(variable)!;
    const [beta1, beta2] = [this.#beta1, this.#beta2];
    updateInPlace("ResourceApplyAdam", {
      variables: [variable, mean, square],
      updated: [variable, mean, square],
      inputs: [
        this.#beta1Power,
        this.#beta2Power,
        learningRate,
        tf.scalar(beta1),
        tf.scalar(beta2),
        tf.scalar(this.#epsilon),
        gradient,
      ],
      attributes: [{ name: "T", type: nativeBackend().binding.TF_ATTR_TYPE, value: 1 }],
      eager: () => {
        mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1)));
        square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
        const correction = tf.div(
          tf.sqrt(tf.sub(1, this.#beta2Power)),
          tf.sub(1, this.#beta1Power),
        );
        const rate = tf.mul(learningRate, correction);
        const direction = tf.div(mean, tf.add(tf.sqrt(square), this.#epsilon));
        variable.assign(tf.sub(variable, tf.mul(rate, direction)));
      },
    });
  }

  dispose(): void {
    tf.dispose([...this.state]);
  }
}
