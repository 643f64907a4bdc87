import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, tf, updateInPlace } from "../native";
import { type Optimizer, type VariableGradient } from "./Optimizer";

/** Settings of gradient descent. */
export interface SgdConfig {
  readonly kind: "sgd";
  /** Share of the last step that is kept, in [0, 1) (default 0). */
  readonly momentum?: number;
  /** Looks ahead along the momentum (default false). */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with momentum.
 *
 *     a = momentum a + g,  x = x - learningRate a      (nesterov: learningRate (g + momentum a))
 *
 * @see Sutskever et al. (2013), On the importance of initialization and momentum in deep learning
 */
export class Sgd implements Optimizer {
  readonly #momentum: number;
  readonly #nesterov: boolean;
  readonly #sums = new Map<tfjs.Variable, tfjs.Variable>();

  constructor(variables: readonly tfjs.Variable[], config: Omit<SgdConfig, "kind"> = {}) {
    this.#momentum = config.momentum ?? 0;
    this.#nesterov = config.nesterov ?? false;
    if (this.#momentum === 0) return;
    for (const variable of variables) {
      this.#sums.set(
        variable,
        tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
      );
    }
  }

  get state(): readonly tfjs.Variable[] {
    return [...this.#sums.values()];
  }

  apply(gradients: readonly VariableGradient[], learningRate: tfjs.Scalar): void {
    tf.tidy(() => {
      for (const { variable, gradient } of gradients) {
        const sum = this.#sums.get(variable);
        if (sum) this.#applyOne(variable, sum, gradient, learningRate);
        else variable.assign(tf.sub(variable, tf.mul(learningRate, gradient)));
      }
    });
  }

  #applyOne(
    variable: tfjs.Variable,
    sum: tfjs.Variable,
    gradient: tfjs.Tensor,
    learningRate: tfjs.Scalar,
  ): void {
    const { TF_ATTR_BOOL, TF_ATTR_TYPE } = nativeBackend().binding;
    updateInPlace("ResourceApplyMomentum", {
      variables: [variable, sum],
      updated: [variable, sum],
      inputs: [learningRate, gradient, tf.scalar(this.#momentum)],
      attributes: [
        { name: "T", type: TF_ATTR_TYPE, value: 1 },
        { name: "use_nesterov", type: TF_ATTR_BOOL, value: this.#nesterov },
      ],
      eager: () => {
        sum.assign(tf.add(tf.mul(sum, this.#momentum), gradient));
        const step = this.#nesterov ? tf.add(gradient, tf.mul(sum, this.#momentum)) : sum;
        variable.assign(tf.sub(variable, tf.mul(learningRate, step)));
      },
    });
  }

  dispose(): void {
    tf.dispose([...this.state]);
  }
}
