import type * as tfjs from "@tensorflow/tfjs-node";

/** A variable and the gradient of the loss by it, of one shape. */
export interface VariableGradient {
  readonly variable: tfjs.Variable;
  readonly gradient: tfjs.Tensor;
}

/**
 * A rule that changes variables by gradients. What it remembers from step to step is in variables
 * too, so that it can be compiled, saved and resumed.
 */
export interface Optimizer {
  /** What the rule remembers, by name. */
  readonly state: readonly tfjs.Variable[];
  /** Changes the variables by one step. */
  apply(gradients: readonly VariableGradient[], learningRate: tfjs.Scalar): void;
  dispose(): void;
}
