import type * as tfjs from "@tensorflow/tfjs-node";
import { compareTraces } from "./compareTraces";
import { findDifference } from "./findDifference";
import { GraphSession } from "./GraphSession";
import { type InputSpec, type NamedTensors, type Step } from "./recording";
import { tf } from "./tensorflow";
import { type XlaTimes, XlaTrial } from "./XlaTrial";

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
   * Lets TensorFlow's XLA compiler fuse the ops (default false). It pays for chains of small ops.
   * "auto" times the first runs without it and then with it, and keeps the faster; the two round
   * differently, so a result may differ in its last digits from one run to the next.
   */
  readonly xla?: boolean | "auto";
  /** Runs the steps op by op instead (default false). */
  readonly eager?: boolean;
  /** The first runs of each step are repeated op by op and compared (default 2 runs). */
  readonly checkedRuns?: number;
  /** Told when the steps have to run op by op after all; by default a process warning. */
  readonly onFallback?: (reason: string) => void;
}

/** Graphs of this process that gave what the steps give op by op: they aren't checked again. */
const checkedGraphs = new Set<string>();

/** TensorFlow doesn't load a graph. */
class LoadError extends Error {}

/** A program's graph, ready to run. */
interface LoadedGraph {
  readonly session: GraphSession;
  readonly hash: string;
  readonly xla: boolean;
  readonly runsLeftToCheck: Map<string, number>;
}

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
  /** What "auto" measured; null before, and without it. */
  xlaTimes: XlaTimes | null = null;
  readonly #steps: Readonly<Record<Name, StepSpec>>;
  readonly #options: CompileOptions;
  #graph: LoadedGraph | null = null;
  /** The graph that isn't running, as long as it isn't known which is faster. */
  #other: LoadedGraph | null = null;
  #trial: XlaTrial | null = null;

  constructor(steps: Readonly<Record<Name, StepSpec>>, options: CompileOptions) {
    this.#steps = steps;
    this.#options = options;
    const startMs = performance.now();
    if (options.eager) this.fallbackReason = "asked for";
    else this.#load();
    this.compileMs = performance.now() - startMs;
  }

  /** Whether XLA fuses the ops that run now. */
  get xla(): boolean {
    return this.#graph?.xla ?? false;
  }

  #load(): void {
    const { xla = false } = this.#options;
    try {
      this.#graph = this.#loadGraph(xla === true);
      this.mode = "graph";
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      this.#fallBack(`TensorFlow didn't take the graph: ${error.message}`);
      return;
    }
    if (xla === "auto") this.#startTrial();
  }

  #startTrial(): void {
    try {
      this.#other = this.#loadGraph(true);
      this.#trial = new XlaTrial();
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
    }
  }

  #loadGraph(xla: boolean): LoadedGraph {
    const { variables, checkedRuns = 2 } = this.#options;
    const model = compareTraces(this.#steps, { variables, xla }, checkedGraphs);
    const { hash } = model;
    const runs = checkedGraphs.has(hash) ? 0 : checkedRuns;
    const runsLeftToCheck = new Map(Object.keys(this.#steps).map((name) => [name, runs]));
    try {
      const session = new GraphSession(model, variables);
      session.write();
      return { session, hash, xla, runsLeftToCheck };
    } catch (error) {
      throw new LoadError((error as Error).message);
    }
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
      if (!this.#graph) return tf.tidy(() => this.#steps[name].step(tensors));
      return this.#runGraph(this.#graph, name, tensors);
    } finally {
      for (const [key, value] of Object.entries(tensors)) {
        if (value !== inputs[key]) value.dispose();
      }
    }
  }

  /** Brings the variables' values from the session into the tfjs variables. */
  read(): void {
    this.#graph?.session.read();
  }

  /** Takes the variables' values from the tfjs variables into the session. */
  write(): void {
    this.#graph?.session.write();
  }

  /** Frees the graph; the tfjs variables stay. */
  dispose(): void {
    this.#endTrial();
    this.#graph?.session.dispose();
    this.#graph = null;
  }

  /** Runs a step, without XLA where XLA can't take it and nobody insisted. */
  #runGraph(graph: LoadedGraph, name: Name, inputs: NamedTensors): NamedTensors {
    try {
      return graph.runsLeftToCheck.get(name)! > 0
        ? this.#checkedRun(graph, name, inputs)
        : this.#timedRun(graph, name, inputs);
    } catch (error) {
      if (!graph.xla || !this.#other) throw error;
      graph.session.read();
      this.#changeGraphs();
      this.#endTrial();
      return this.#runGraph(this.#graph!, name, inputs);
    }
  }

  /** Runs a step; while it isn't known which graph is faster, times it. */
  #timedRun({ session, xla }: LoadedGraph, name: Name, inputs: NamedTensors): NamedTensors {
    if (!this.#trial) return session.run(name, inputs);
    const startMs = performance.now();
    const outputs = session.run(name, inputs);
    const told = this.#trial.note(name, performance.now() - startMs, xla);
    if (typeof told === "object") this.xlaTimes = told;
    const xlaNext = typeof told === "object" ? told.xlaMs < told.plainMs : told;
    if (xlaNext !== xla) {
      session.read();
      this.#changeGraphs();
    }
    if (this.xlaTimes) this.#endTrial();
    return outputs;
  }

  /** The other graph runs on from the tfjs variables. */
  #changeGraphs(): void {
    [this.#graph, this.#other] = [this.#other, this.#graph];
    this.write();
  }

  #endTrial(): void {
    this.#other?.session.dispose();
    this.#other = null;
    this.#trial = null;
  }

  /** Runs a step in both forms from the same values, and keeps the graph's if they agree. */
  #checkedRun(graph: LoadedGraph, name: Name, inputs: NamedTensors): NamedTensors {
    const { session, runsLeftToCheck, hash, xla } = graph;
    session.read();
    const compiled = session.run(name, inputs);
    const eager = tf.tidy(() => this.#steps[name].step(inputs));
    const difference = findDifference(compiled, eager);
    if (difference === null) {
      runsLeftToCheck.set(name, runsLeftToCheck.get(name)! - 1);
      if ([...runsLeftToCheck.values()].every((left) => left <= 0)) checkedGraphs.add(hash);
      tf.dispose(eager);
      return compiled;
    }
    tf.dispose(compiled);
    if (xla && this.#other) {
      this.#changeGraphs();
      this.#endTrial();
      return eager;
    }
    this.dispose();
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
