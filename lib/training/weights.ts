import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../native";
import { type RandomGenerator, sampleNormal } from "../probability";

/** How a weight starts. */
export type Initial =
  | "zeros"
  | "ones"
  /** Uniform within +-sqrt(6 / (fan in + fan out)). */
  | "glorot"
  | { readonly uniform: number }
  | { readonly normal: number };

export interface WeightSpec {
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** The learned arrays of a network, by name. */
export type WeightArrays = Readonly<Record<string, Float32Array>>;

/** The same as tensors or variables. */
export type Weights = Readonly<Record<string, tfjs.Tensor>>;

/**
 * Fresh weights. Each has a random stream of its own, so that adding one leaves the others.
 *
 * @see Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural
 *   networks, equation 16
 */
export function initialWeights(
  specs: Readonly<Record<string, WeightSpec>>,
  random: RandomGenerator,
): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, initialValues(spec, random.fork(name))]),
  );
}

function initialValues({ shape, initial }: WeightSpec, random: RandomGenerator): Float32Array {
  const size = shape.reduce((product, each) => product * each, 1);
  if (initial === "zeros") return new Float32Array(size);
  if (initial === "ones") return new Float32Array(size).fill(1);
  if (typeof initial === "object" && "normal" in initial) {
    return Float32Array.from({ length: size }, () => sampleNormal(random, 0, initial.normal));
  }
  const limit = initial === "glorot" ? glorotLimit(shape) : initial.uniform;
  return Float32Array.from({ length: size }, () => (2 * random.uniform() - 1) * limit);
}

/** For [in, out], and for a convolution's [width, in, out], whose width multiplies both fans. */
function glorotLimit(shape: readonly number[]): number {
  const field = shape.slice(0, -2).reduce((product, each) => product * each, 1);
  const [fanIn, fanOut] = shape.slice(-2);
  return Math.sqrt(6 / (field * (fanIn + fanOut)));
}

/** Weights as variables to be trained, to be disposed by the caller. */
export function trainableWeights(
  specs: Readonly<Record<string, WeightSpec>>,
  arrays: WeightArrays,
): Record<string, tfjs.Variable> {
  return tf.tidy(() =>
    Object.fromEntries(
      Object.entries(specs).map(([name, { shape }]) => [
        name,
        tf.variable(tf.tensor(arrays[name], [...shape])),
      ]),
    ),
  );
}

/** Weights as tensors, to be disposed by the caller. */
export function fixedWeights(
  specs: Readonly<Record<string, WeightSpec>>,
  arrays: WeightArrays,
): Record<string, tfjs.Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape }]) => [name, tf.tensor(arrays[name], [...shape])]),
  );
}

/** The variables' values, copied out of the tensors. */
export function weightArrays(weights: Weights): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, tensor]) => [
      name,
      Float32Array.from(tensor.dataSync() as Float32Array),
    ]),
  );
}
