import type * as tfjs from "@tensorflow/tfjs-node";
import { compile, type InputSpec, type NamedTensors, type Program, tf } from "../native";
import { clipGradients } from "./clipGradients";
import { type Optimizer } from "./Optimizer";
import { createOptimizer } from "./optimizers";
import { type Phase, type Trainable, type TrainingConfig } from "./Trainable";

/** What a training runs: its steps as one graph, with the state of the optimisers. */
export interface CompiledTraining {
  /** Steps `train`, `train_PHASE` for each phase, and `validate` where there are such batches. */
  readonly program: Program;
  /** Every variable that a step may change, in a fixed order: what a checkpoint keeps. */
  readonly variables: readonly tfjs.Variable[];
  dispose(): void;
}

/** The name of the step that a batch of a phase takes. */
export function stepOf(phase: string | undefined): string {
  return phase === undefined ? "train" : `train_${phase}`;
}

/**
 * The training steps, and the validation step where there is one. A phase that moves variables of
 * its own has an optimiser of its own for them.
 */
export function compileTraining(trainable: Trainable, config: TrainingConfig): CompiledTraining {
  const optimizers = new Map<readonly tfjs.Variable[], Optimizer>();
  const optimizerOf = (variables: readonly tfjs.Variable[]): Optimizer => {
    const optimizer =
      optimizers.get(variables) ?? createOptimizer(config.optimizer ?? { kind: "adam" }, variables);
    optimizers.set(variables, optimizer);
    return optimizer;
  };
  const seed: InputSpec = { shape: [2], dtype: "int32" };
  const learningRate: InputSpec = { shape: [], dtype: "float32" };
  const steps: Record<string, Parameters<typeof compile>[0][string]> = {};
  const addStep = (name: string, phase: Phase): void => {
    const variables = phase.variables ?? trainable.variables;
    const moved = { variables, optimizer: optimizerOf(variables) };
    const loss = phase.loss ?? ((inputs: NamedTensors) => trainable.loss(inputs, true));
    steps[name] = {
      inputs: { ...trainable.inputs, ...phase.inputs, seed, learningRate },
      step: (inputs) => {
        phase.before?.();
        return trainStep(
          () => loss(inputs),
          inputs.learningRate.asScalar(),
          moved,
          config.clipNorm,
        );
      },
    };
  };
  if (!trainable.onlyPhases) addStep("train", {});
  for (const [name, phase] of Object.entries(trainable.phases ?? {})) addStep(stepOf(name), phase);
  if (trainable.validationBatches) {
    steps.validate = {
      inputs: { ...trainable.inputs, seed },
      step: (inputs) => ({ loss: trainable.loss(inputs, false) }),
    };
  }
  const variables = [
    ...trainable.variables,
    ...(trainable.held ?? []),
    ...[...optimizers.values()].flatMap((optimizer) => [...optimizer.state]),
  ];
  const program = compile(steps, { variables, xla: config.xla, eager: config.eager });
  return {
    program,
    variables,
    dispose: () => {
      program.dispose();
      for (const optimizer of optimizers.values()) optimizer.dispose();
    },
  };
}

function trainStep(
  loss: () => tfjs.Scalar,
  learningRate: tfjs.Scalar,
  moved: { variables: readonly tfjs.Variable[]; optimizer: Optimizer },
  clipNorm: number | undefined,
): NamedTensors {
  const { value, grads } = tf.variableGrads(loss, [...moved.variables]);
  const gradients = moved.variables.map((variable) => ({
    variable,
    gradient: grads[variable.name],
  }));
  const clipped = clipNorm === undefined ? gradients : clipGradients(gradients, clipNorm);
  moved.optimizer.apply(clipped, learningRate);
  return { loss: value };
}
