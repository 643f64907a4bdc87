import type * as tfjs from "@tensorflow/tfjs-node";
import { type GraphModel } from "./compareTraces";
import { cacheGraph } from "./graphCache";
import { type NamedTensors } from "./recording";
import { nativeBackend, tf } from "./tensorflow";

/** A loaded graph, with the values of its variables. */
export class GraphSession {
  readonly #model: GraphModel;
  readonly #variables: readonly tfjs.Variable[];
  readonly #id: number;

  /** @throws Error if TensorFlow doesn't load the graph */
  constructor(model: GraphModel, variables: readonly tfjs.Variable[]) {
    this.#model = model;
    this.#variables = variables;
    this.#id = nativeBackend().loadSavedModelMetaGraph(cacheGraph(model), "serve");
  }

  run(stepName: string, inputs: NamedTensors): NamedTensors {
    const { inputs: inputNodes, outputs: outputNodes } = this.#model.steps[stepName];
    const keys = Object.keys(inputNodes);
    const outputs = this.#run(
      keys.map((key) => inputs[key]),
      keys.map((key) => inputNodes[key]),
      Object.values(outputNodes),
    );
    return Object.fromEntries(Object.keys(outputNodes).map((key, i) => [key, outputs[i]]));
  }

  /** From the session into the tfjs variables. */
  read(): void {
    if (this.#variables.length === 0) return;
    const values = this.#run([], [], this.#model.read);
    this.#variables.forEach((variable, index) => {
      variable.assign(values[index]);
    });
    tf.dispose(values);
  }

  /** From the tfjs variables into the session. */
  write(): void {
    if (this.#variables.length === 0) return;
    const { inputs, output } = this.#model.write;
    tf.dispose(this.#run([...this.#variables], inputs, [output]));
  }

  dispose(): void {
    nativeBackend().deleteSavedModel(this.#id);
  }

  #run(
    inputs: tfjs.Tensor[],
    inputNodes: readonly string[],
    outputNodes: readonly string[],
  ): tfjs.Tensor[] {
    const infos = inputNodes.map((name) => ({ name }));
    return nativeBackend().runSavedModel(this.#id, inputs, infos, [...outputNodes]);
  }
}
