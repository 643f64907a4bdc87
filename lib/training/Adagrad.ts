import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf, updateInPlace } from "../native";
import { type Optimizer, type VariableGradient } from "./Optimizer";

/** Settings of Adagrad. */
export interface AdagradConfig {
  readonly kind: "adagrad";
  /** The sums of squares start here (default 0.1, as in TensorFlow and Keras). */
  readonly initialSum?: number;
  /** Keeps the step finite (default 1e-7). */
  readonly epsilon?: number;
}

/**
 * Adagrad: rare features, such as rare items' embeddings, keep larger steps.
 *
 *     s = s + g^2,  x = x - learningRate g / (sqrt(s) + epsilon)
 *
 * @see Duchi, Hazan and Singer (2011), Adaptive subgradient methods for online learning and
 *   stochastic optimization, https://jmlr.org/papers/v12/duchi11a.html
 */
export class Adagrad implements Optimizer {
  readonly #epsilon: number;
  readonly #sums = new Map<tfjs.Variable, tfjs.Variable>();

  constructor(variables: readonly tfjs.Variable[], config: Omit<AdagradConfig, "kind"> = {}) {
    this.#epsilon = config.epsilon ?? 1e-7;
    for (const variable of variables) {
      this.#sums.set(
        variable,
        tf.tidy(() => tf.variable(tf.fill(variable.shape, config.initialSum ?? 0.1), false)),
      );
    }
  }

  get state(): readonly tfjs.Variable[] {
    return [...this.#sums.values()];
  }

  apply(gradients: readonly VariableGradient[], learningRate: tfjs.Scalar): void {
    const { TF_ATTR_TYPE } = nativeBackend().binding;
    tf.tidy(() => {
      for (const { variable, gradient } of gradients) {
        const sum = this.#sums.get(variable)!;
        updateInPlace("ResourceApplyAdagradV2", {
          variables: [variable, sum],
          updated: [variable, sum],
          inputs: [learningRate, tf.scalar(this.#epsilon), gradient],
          attributes: [{ name: "T", type: TF_ATTR_TYPE, value: 1 }],
          eager: () => {
            sum.assign(tf.add(sum, tf.square(gradient)));
            const step = tf.div(gradient, tf.add(tf.sqrt(sum), this.#epsilon));
            variable.assign(tf.sub(variable, tf.mul(learningRate, step)));
          },
        });
      }
    });
  }

  dispose(): void {
    tf.dispose([...this.state]);
  }
}
