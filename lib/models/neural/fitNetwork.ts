import type * as tfjs from "@tensorflow/tfjs-node";
import { tf } from "../../native";
import { type RandomGenerator } from "../../probability";
import {
  initialWeights,
  train,
  type Trainable,
  trainableWeights,
  type TrainingConfig,
  type TrainingCurve,
  type WeightArrays,
  weightArrays,
  type WeightSpec,
} from "../../training";
import { type FitOptions, type ModelState } from "../Model";

/** Options of a fit by gradient. */
export interface NeuralFitOptions extends FitOptions {
  /**
   * Checkpoint file: written after each epoch and on interruption; a fit of the same settings and
   * log goes on from it, with the same result as an uninterrupted one.
   */
  readonly checkpointFile?: string;
  /**
   * Compiles with XLA (default false): pays for networks of many small ops. "auto" times the first
   * steps both ways and keeps the faster; the curve says which.
   */
  readonly xla?: boolean | "auto";
}

/** What a network has learned. */
export interface LearnedNetwork {
  /** The learned arrays by name. */
  readonly weights: WeightArrays;
  /** Loss by epoch; null before a fit. */
  readonly curve: TrainingCurve | null;
}

/** Before a fit. */
export const NOTHING_LEARNED: LearnedNetwork = { weights: {}, curve: null };

/** How a network is fitted. */
export interface NetworkFit {
  /** The model's name, for messages. */
  readonly name: string;
  readonly weights: Readonly<Record<string, WeightSpec>>;
  readonly random: RandomGenerator;
  readonly config: TrainingConfig;
  readonly options: NeuralFitOptions;
  /** What is trained, given the weights as variables; `held` ones are disposed with them. */
  readonly describe: (
    variables: Readonly<Record<string, tfjs.Variable>>,
  ) => Omit<Trainable, "name" | "variables">;
}

/** Trains a network from fresh weights; the same seed gives the same weights. */
export async function fitNetwork(fit: NetworkFit): Promise<LearnedNetwork> {
  const { name, weights, random, config, options, describe } = fit;
  const variables = trainableWeights(weights, initialWeights(weights, random.fork("weights")));
  let held: readonly tfjs.Variable[] = [];
  try {
    const described = describe(variables);
    held = described.held ?? [];
    const curve = await train(
      { ...described, name, variables: Object.values(variables) },
      { ...config, xla: options.xla ?? config.xla },
      options,
    );
    return { weights: weightArrays(variables), curve };
  } finally {
    tf.dispose([variables, [...held]]);
  }
}

/** What a saved model keeps of its network. */
export function networkState({ weights, curve }: LearnedNetwork): ModelState {
  const arrays = Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [`weight_${name}`, values]),
  );
  return { arrays, settings: { curve } };
}

/** The network that `networkState` kept. @param names - of its weights */
export function restoreNetwork(
  names: readonly string[],
  { arrays, settings }: ModelState,
): LearnedNetwork {
  return {
    weights: Object.fromEntries(
      names.map((name) => [name, arrays[`weight_${name}`] as Float32Array]),
    ),
    curve: settings.curve as TrainingCurve | null,
  };
}
