import type * as tfjs from "@tensorflow/tfjs-node";
import { type InputSpec, type InputValue, type NamedTensors } from "../native";
import { type OptimizerConfig } from "./optimizers";
import { type Schedule } from "./schedules";

/** What one step sees. */
export interface Batch {
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** How much the batch counts in the mean loss: its number of examples, padding left out. */
  readonly weight: number;
  /** The phase whose step it takes; the plain step if left out. */
  readonly phase?: string;
}

/** A training step that differs from the plain one: in its shapes, its loss, or what it moves. */
export interface Phase {
  /** Inputs of another shape than the plain step's. */
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  /**
   * Moves these variables only, by an optimiser of their own, which phases of the same array share;
   * all of the trainable's if left out.
   */
  readonly variables?: readonly tfjs.Variable[];
  /** In place of the trainable's loss. */
  readonly loss?: (inputs: NamedTensors) => tfjs.Scalar;
  /** Runs first within the step; may assign to held variables. */
  readonly before?: () => void;
}

/** What is trained: variables, and a loss of them. */
export interface Trainable {
  /** For messages. */
  readonly name: string;
  readonly variables: readonly tfjs.Variable[];
  /** Variables that steps read, or assign to themselves, and no gradient moves: data, copies. */
  readonly held?: readonly tfjs.Variable[];
  /** What the loss takes; the loop adds `seed`, int32, shape [2], for the random ops. */
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** The mean loss of a batch, a scalar in plain tfjs; dropout and noise only in training. */
  loss(inputs: NamedTensors, training: boolean): tfjs.Scalar;
  /** The batches of an epoch, from 0: the same ones each time it is asked. */
  batches(epoch: number): readonly Batch[];
  /** Further training steps by name, of plain words. */
  readonly phases?: Readonly<Record<string, Phase>>;
  /** Every batch has a phase: there is no plain step (default false). */
  readonly onlyPhases?: boolean;
  /** Held-out batches, for early stopping. */
  readonly validationBatches?: readonly Batch[];
  /** A figure of held-out quality, higher is better, in place of the validation loss. */
  readonly validationMetric?: { readonly name: string; compute(): number };
  /** The loss of a guess that knows nothing, such as ln(number of classes). */
  readonly chanceLoss?: number;
}

/** How it is trained; plain JSON. */
export interface TrainingConfig {
  readonly epochs: number;
  readonly learningRate: number;
  readonly seed: number;
  /** Adam unless said otherwise. */
  readonly optimizer?: OptimizerConfig;
  readonly schedule?: Schedule;
  /** Largest joint norm of the gradients; no clipping if left out. */
  readonly clipNorm?: number;
  /** Stops after so many epochs without a better validation; the best epoch's values are kept. */
  readonly patience?: number;
  /** Compiles with XLA (default false), or as the first steps' times say ("auto"). */
  readonly xla?: boolean | "auto";
  /** Runs op by op (default false). */
  readonly eager?: boolean;
}
