import type * as tfjs from "@tensorflow/tfjs-node";
import { compareTraces } from "./compareTraces";
import { GraphSession } from "./GraphSession";
import { type InputSpec, type NamedTensors, type Step } from "./recording";
import { tf } from "./tensorflow";

/** A value for an input: a tensor, or numbers in row-major order. */
export type InputValue = tfjs.Tensor | Float32Array | Int32Array | Uint8Array;

/** A step and what it takes. */
export interface StepSpec {
  readonly step: Step;
  readonly inputs: Readonly<Record<string, InputSpec>>;
}

export interface CompileOptions {
  /** Every variable that a step reads or assigns. */
  readonly variables: readonly tfjs.Variable[];
  /**
   * Lets TensorFlow's XLA compiler fuse the ops (default false). It pays for chains of small ops;
   * measure it.
   */
  readonly xla?: boolean;
  /** Runs the steps op by op instead (default false). */
  readonly eager?: boolean;
  /** The first runs of each step are repeated op by op and compared (default 2 runs). */
  readonly checkedRuns?: number;
  /** Told when the steps have to run op by op after all; by default a process warning. */
  readonly onFallback?: (reason: string) => void;
}

/** Graphs of this process that gave what the steps give op by op: they aren't checked again. */
const checkedGraphs = new Set<string>();

/** Largest difference between a compiled and an eager output, relative to the largest value. */
const TOLERANCE = 2e-3;

/**
 * Steps of one model as one native graph. They share the variables' values, which live in the
 * graph's session from the first run on: `read` brings them into the tfjs variables, `write`
 * takes them from there.
 */
export class Program<Name extends string = string> {
  /** "graph", or "eager" where compiling failed or wasn't wanted. */
  mode: "graph" | "eager" = "eager";
  /** Why the mode is "eager"; null in a graph. */
  fallbackReason: string | null = null;
  /** Time that tracing and loading took. */
  readonly compileMs: number;
  readonly #steps: Readonly<Record<Name, StepSpec>>;
  readonly #options: CompileOptions;
  readonly #runsLeftToCheck = new Map<string, number>();
  #session: GraphSession | null = null;
  #hash = "";

  constructor(steps: Readonly<Record<Name, StepSpec>>, options: CompileOptions) {
    this.#steps = steps;
    this.#options = options;
    const startMs = performance.now();
    if (options.eager) {
      this.fallbackReason = "asked for";
    } else {
      const model = compareTraces(steps, options, checkedGraphs);
      this.#hash = model.hash;
      if (!checkedGraphs.has(model.hash)) {
        for (const name of Object.keys(steps)) {
          this.#runsLeftToCheck.set(name, options.checkedRuns ?? 2);
        }
      }
      try {
        this.#session = new GraphSession(model, options.variables);
        this.mode = "graph";
        this.write();
      } catch (error) {
        this.#fallBack(`TensorFlow didn't take the graph: ${(error as Error).message}`);
      }
    }
    this.compileMs = performance.now() - startMs;
  }

  /**
   * Runs a step.
   *
   * @returns its outputs, to be disposed by the caller
   * @throws RangeError if an input is missing or of another shape
   */
  run(name: Name, inputs: Readonly<Record<string, InputValue>>): NamedTensors {
    const tensors = this.#tensors(name, inputs);
    try {
      if (!this.#session) return tf.tidy(() => this.#steps[name].step(tensors));
      const left = this.#runsLeftToCheck.get(name) ?? 0;
      if (left > 0) return this.#checkedRun(this.#session, name, tensors);
      return this.#session.run(name, tensors);
    } finally {
      for (const [key, value] of Object.entries(tensors)) {
        if (value !== inputs[key]) value.dispose();
      }
    }
  }

  /** Brings the variables' values from the session into the tfjs variables. */
  read(): void {
    this.#session?.read();
  }

  /** Takes the variables' values from the tfjs variables into the session. */
  write(): void {
    this.#session?.write();
  }

  /** Frees the graph; the tfjs variables stay. */
  dispose(): void {
    this.#session?.dispose();
    this.#session = null;
  }

  /** Runs a step in both forms from the same values, and keeps the graph's if they agree. */
  #checkedRun(session: GraphSession, name: Name, inputs: NamedTensors): NamedTensors {
    session.read();
    const compiled = session.run(name, inputs);
    const eager = tf.tidy(() => this.#steps[name].step(inputs));
    const difference = findDifference(compiled, eager);
    if (difference === null) {
      this.#runsLeftToCheck.set(name, this.#runsLeftToCheck.get(name)! - 1);
      if ([...this.#runsLeftToCheck.values()].every((left) => left <= 0)) {
        checkedGraphs.add(this.#hash);
      }
      tf.dispose(eager);
      return compiled;
    }
    tf.dispose(compiled);
    session.dispose();
    this.#session = null;
    this.#fallBack(`the step ${name} gives another ${difference}`);
    return eager;
  }

  #fallBack(reason: string): void {
    this.mode = "eager";
    this.fallbackReason = reason;
    const tell =
      this.#options.onFallback ??
      ((why: string) => {
        process.emitWarning(`interestlab trains op by op, which is slower: ${why}`);
      });
    tell(reason);
  }

  #tensors(name: Name, inputs: Readonly<Record<string, InputValue>>): NamedTensors {
    return Object.fromEntries(
      Object.entries(this.#steps[name].inputs).map(([key, { shape, dtype }]) => {
        const value = inputs[key] as InputValue | undefined;
        const size = shape.reduce((product, each) => product * each, 1);
        const given = value instanceof tf.Tensor ? value.shape : value && [value.length];
        const fits =
          value instanceof tf.Tensor ? value.shape.join() === shape.join() : value?.length === size;
        if (value === undefined || !fits) {
          throw new RangeError(
            `run requires ${key} of shape [${shape}] for ${name}, ` +
              `got ${given ? `shape [${given}]` : "none"}`,
          );
        }
        return [key, value instanceof tf.Tensor ? value : tf.tensor(value, [...shape], dtype)];
      }),
    );
  }
}

/** What differs, in words; null if nothing does by more than the tolerance. */
function findDifference(compiled: NamedTensors, eager: NamedTensors): string | null {
  for (const [key, tensor] of Object.entries(eager)) {
    const expected = tensor.dataSync();
    const got = compiled[key].dataSync();
    let largest = 1e-6;
    let worst = 0;
    for (let i = 0; i < expected.length; i++) {
      if (Number.isNaN(expected[i]) && Number.isNaN(got[i])) continue;
      largest = Math.max(largest, Math.abs(expected[i]));
      const difference = Math.abs(expected[i] - got[i]);
      worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
    }
    if (worst > TOLERANCE * largest) return `${key} op by op (by ${worst})`;
  }
  return null;
}

/**
 * Makes one native TensorFlow graph of steps written in plain tfjs: forward pass, gradients and
 * optimiser run as one call each, instead of hundreds of small ops sent from JavaScript.
 *
 * Each step is run twice on zeros to see its ops. So shapes are fixed; a step may not read a
 * computed tensor back, nor decide in JavaScript by values; random numbers have to come from the
 * stateless ops of this room, fed by a seed input. What a step makes in JavaScript becomes a
 * constant; if the two runs make different ones, that is an error. The first runs are checked
 * against the op-by-op form. Where TensorFlow doesn't take the graph, the steps run op by op, and
 * a warning says so.
 *
 * @throws Error if a step reads a tensor back, makes a tensor in JavaScript that changes from run
 * to run, or uses a variable that isn't listed; the message names the op
 */
export function compile<Name extends string>(
  steps: Readonly<Record<Name, StepSpec>>,
  options: CompileOptions,
): Program<Name> {
  return new Program(steps, options);
}
