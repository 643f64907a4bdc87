import { setImmediate } from "node:timers/promises";
import type * as tfjs from "@tensorflow/tfjs-node";
import { type InputValue, type Program, tf } from "../native";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint";
import { type CompiledTraining, compileTraining, stepOf } from "./compileTraining";
import { EventFile } from "./EventFile";
import { scheduleFactor } from "./schedules";
import { type Batch, type Trainable, type TrainingConfig } from "./Trainable";

/** What a running training tells. */
export interface TrainingProgress {
  readonly unit: "epoch";
  readonly done: number;
  readonly total: number;
  readonly loss: number;
  /** Validation loss or metric, where there is one. */
  readonly validation?: number;
  /** The metric's name, where it is one. */
  readonly validationMetric?: string;
  readonly secondsLeft: number;
}

export interface TrainingOptions {
  onProgress?: (progress: TrainingProgress) => void;
  /** Saves a checkpoint if there is a file for it, and stops with the signal's reason. */
  signal?: AbortSignal;
  /** Checkpoint file: written after each epoch and on interruption; gone on from if it exists. */
  checkpointFile?: string;
  /** A folder for a TensorBoard event file, written after each epoch. */
  eventFolder?: string;
  /** Told of a loss that never left chance; by default a process warning. */
  onWarning?: (message: string) => void;
}

/** One epoch of the curve. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Mean training loss over the epoch, while the variables moved. */
  readonly loss: number;
  /** Validation loss after the epoch, or null. */
  readonly validationLoss: number | null;
  /** Validation metric after the epoch, or null. */
  readonly validationMetric: number | null;
  readonly learningRate: number;
  readonly seconds: number;
}

/** What a training did. */
export interface TrainingCurve {
  readonly epochs: readonly EpochRecord[];
  /** The epoch whose values were kept, from 1. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  /** The loss of a guess that knows nothing, or null. */
  readonly chanceLoss: number | null;
  /** "graph" if the step was compiled, "eager" if it ran op by op. */
  readonly mode: "graph" | "eager";
  /** Whether XLA fused the ops, at the end. */
  readonly xla: boolean;
  readonly compileMs: number;
}

/** Where a training stands, with its variables kept beside it. */
interface Standing {
  epoch: number;
  batch: number;
  lossSum: number;
  weightSum: number;
  epochs: EpochRecord[];
  bestEpoch: number;
  bestScore: number;
}

/** Loss may lie this much under chance and still count as chance. */
const CHANCE_MARGIN = 0.01;

/** How often the event loop gets a turn: an interrupt waits no longer than that. */
const TURN_MS = 50;

/**
 * Trains variables on a loss by a compiled step. An interrupted training that has a checkpoint
 * file goes on from it with the same result as an uninterrupted one: random numbers depend on the
 * seed, the epoch and the step only.
 *
 * @returns the curve; the variables hold the best epoch's values where there is a validation, else
 * the last epoch's
 * @throws Error if the loss is no longer a number: the message names epoch and batch
 */
export async function train(
  trainable: Trainable,
  config: TrainingConfig,
  options: TrainingOptions = {},
): Promise<TrainingCurve> {
  options.signal?.throwIfAborted();
  const compiled = compileTraining(trainable, config);
  try {
    return await new TrainingLoop(trainable, config, options, compiled).run();
  } finally {
    compiled.dispose();
  }
}

class TrainingLoop {
  readonly #program: Program;
  readonly #variables: readonly tfjs.Variable[];
  #standing: Standing = {
    epoch: 0,
    batch: 0,
    lossSum: 0,
    weightSum: 0,
    epochs: [],
    bestEpoch: 0,
    bestScore: -Infinity,
  };
  /** Values of the trainable's variables after the best epoch. */
  #best: Float32Array[] = [];
  readonly #events: EventFile | null;

  constructor(
    private readonly trainable: Trainable,
    private readonly config: TrainingConfig,
    private readonly options: TrainingOptions,
    compiled: CompiledTraining,
  ) {
    this.#program = compiled.program;
    this.#variables = compiled.variables;
    this.#events = options.eventFolder === undefined ? null : new EventFile(options.eventFolder);
  }

  async run(): Promise<TrainingCurve> {
    const { config, trainable } = this;
    this.#resume();
    const standing = this.#standing;
    let stoppedEarly = this.#isStale();
    while (standing.epoch < config.epochs && !stoppedEarly) {
      await this.#runEpoch();
      stoppedEarly = this.#isStale();
    }
    if (this.#validates()) this.#assign(trainable.variables, this.#best);
    else this.#program.read();
    this.#warnOfChance();
    return {
      epochs: standing.epochs,
      bestEpoch: this.#validates() ? standing.bestEpoch : standing.epochs.length,
      stoppedEarly,
      chanceLoss: trainable.chanceLoss ?? null,
      mode: this.#program.mode,
      xla: this.#program.xla,
      compileMs: this.#program.compileMs,
    };
  }

  async #runEpoch(): Promise<void> {
    const standing = this.#standing;
    const startMs = performance.now();
    const batches = this.trainable.batches(standing.epoch);
    if (batches.length === 0) {
      throw new RangeError(`${this.trainable.name}.fit requires examples to learn from, got none`);
    }
    let turnMs = startMs;
    let learningRate = this.config.learningRate;
    while (standing.batch < batches.length) {
      if (performance.now() - turnMs > TURN_MS) {
        await setImmediate();
        turnMs = performance.now();
      }
      this.#stopIfAborted();
      const batch = batches[standing.batch];
      const step = standing.epoch * batches.length + standing.batch;
      const stepCount = this.config.epochs * batches.length;
      const at = { step, stepCount, epoch: standing.epoch };
      learningRate =
        this.config.learningRate * scheduleFactor(this.config.schedule ?? { kind: "constant" }, at);
      const loss = this.#step(stepOf(batch.phase), batch, {
        seed: Int32Array.of(this.config.seed, step),
        learningRate: Float32Array.of(learningRate),
      });
      if (!Number.isFinite(loss)) {
        throw new Error(
          `${this.trainable.name}.fit requires a finite loss, got ${loss} in epoch ` +
            `${standing.epoch + 1}, batch ${standing.batch + 1} of ${batches.length}`,
        );
      }
      standing.lossSum += loss * batch.weight;
      standing.weightSum += batch.weight;
      standing.batch++;
    }
    this.#endEpoch((performance.now() - startMs) / 1000, learningRate);
    await setImmediate();
  }

  #endEpoch(seconds: number, learningRate: number): void {
    const standing = this.#standing;
    const { validationMetric } = this.trainable;
    const loss = standing.lossSum / standing.weightSum;
    const validationLoss = this.#validationLoss();
    if (validationMetric) this.#program.read();
    const metric = validationMetric ? validationMetric.compute() : null;
    standing.epoch++;
    standing.batch = standing.lossSum = standing.weightSum = 0;
    standing.epochs.push({
      epoch: standing.epoch,
      loss,
      validationLoss,
      validationMetric: metric,
      learningRate,
      seconds,
    });
    const score = metric ?? (validationLoss === null ? -Infinity : -validationLoss);
    if (score > standing.bestScore) {
      standing.bestScore = score;
      standing.bestEpoch = standing.epoch;
      this.#program.read();
      this.#best = valuesOf(this.trainable.variables);
    }
    this.#events?.scalars(standing.epoch, {
      loss,
      "validation loss": validationLoss ?? NaN,
      ...(validationMetric && { [validationMetric.name]: metric ?? NaN }),
      "learning rate": learningRate,
    });
    if (this.options.checkpointFile !== undefined) this.#save(this.options.checkpointFile);
    const total = this.config.epochs;
    const spent = standing.epochs.reduce((sum, record) => sum + record.seconds, 0);
    this.options.onProgress?.({
      unit: "epoch",
      done: standing.epoch,
      total,
      loss,
      validation: metric ?? validationLoss ?? undefined,
      validationMetric: validationMetric?.name,
      secondsLeft: (spent / standing.epoch) * (total - standing.epoch),
    });
  }

  #validationLoss(): number | null {
    const { validationBatches } = this.trainable;
    if (!validationBatches) return null;
    let sum = 0;
    let weight = 0;
    for (const batch of validationBatches) {
      sum += this.#step("validate", batch, { seed: new Int32Array(2) }) * batch.weight;
      weight += batch.weight;
    }
    return sum / weight;
  }

  #step(name: string, batch: Batch, added: Record<string, InputValue>): number {
    const { loss } = this.#program.run(name, { ...batch.inputs, ...added });
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  }

  #validates(): boolean {
    return this.trainable.validationBatches !== undefined || !!this.trainable.validationMetric;
  }

  #isStale(): boolean {
    const { patience } = this.config;
    if (patience === undefined || !this.#validates()) return false;
    return this.#standing.epoch - this.#standing.bestEpoch >= patience;
  }

  #stopIfAborted(): void {
    const { signal, checkpointFile } = this.options;
    if (!signal?.aborted) return;
    if (checkpointFile !== undefined) this.#save(checkpointFile);
    signal.throwIfAborted();
  }

  #save(file: string): void {
    this.#program.read();
    const arrays = [...valuesOf(this.#variables), ...this.#best];
    saveCheckpoint(file, { progress: this.#fileProgress(), arrays });
  }

  /** JSON has no infinities: a best score that isn't there yet is null. */
  #fileProgress(): object {
    const { bestScore } = this.#standing;
    const { optimizer, learningRate, seed } = this.config;
    return {
      ...this.#standing,
      bestScore: Number.isFinite(bestScore) ? bestScore : null,
      made: { name: this.trainable.name, optimizer, learningRate, seed },
    };
  }

  #resume(): void {
    const { checkpointFile } = this.options;
    if (checkpointFile === undefined) return;
    const checkpoint = loadCheckpoint<
      Omit<Standing, "bestScore"> & { bestScore: number | null; made: object }
    >(checkpointFile);
    if (!checkpoint) return;
    const { made, ...standing } = checkpoint.progress;
    const wanted = JSON.stringify((this.#fileProgress() as { made: object }).made);
    if (JSON.stringify(made) !== wanted) {
      throw new RangeError(
        `train requires a checkpoint of ${wanted}, got ${JSON.stringify(made)} in ${checkpointFile}`,
      );
    }
    const count = this.#variables.length;
    const sizes = this.#variables.map(({ size }) => size).join();
    const found = checkpoint.arrays
      .slice(0, count)
      .map(({ length }) => length)
      .join();
    if (sizes !== found) {
      throw new RangeError(
        `train requires a checkpoint of a network of sizes ${sizes}, got ${found} in ` +
          checkpointFile,
      );
    }
    this.#standing = { ...standing, bestScore: standing.bestScore ?? -Infinity };
    this.#assign(this.#variables, checkpoint.arrays.slice(0, count));
    this.#best = checkpoint.arrays.slice(count);
    this.#program.write();
  }

  #assign(variables: readonly tfjs.Variable[], values: readonly Float32Array[]): void {
    tf.tidy(() => {
      variables.forEach((variable, index) => {
        variable.assign(tf.tensor(values[index], variable.shape, variable.dtype));
      });
    });
  }

  #warnOfChance(): void {
    const { chanceLoss, name } = this.trainable;
    const { epochs } = this.#standing;
    if (chanceLoss === undefined || epochs.length === 0) return;
    const lowest = Math.min(...epochs.map(({ loss, validationLoss }) => validationLoss ?? loss));
    if (lowest < chanceLoss - CHANCE_MARGIN) return;
    const message =
      `${name} learned nothing: its loss never fell below ${chanceLoss.toFixed(4)}, ` +
      `that of a uniform guess (lowest ${lowest.toFixed(4)})`;
    if (this.options.onWarning) this.options.onWarning(message);
    else process.emitWarning(message);
  }
}

function valuesOf(variables: readonly tfjs.Variable[]): Float32Array[] {
  return variables.map((variable) => Float32Array.from(variable.dataSync()));
}
