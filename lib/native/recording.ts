import type * as tfjs from "@tensorflow/tfjs-node";
import { Int64Scalar } from "@tensorflow/tfjs-node/dist/int64_tensors";
import { attribute, bytesOf, encodeAttribute, type GraphBuilder } from "./GraphBuilder";
import { nativeBackend, type OpAttribute, tf } from "./tensorflow";

/** What a step takes: one tensor of fixed shape. */
export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
}

/** Named tensors: what a step takes, and what it gives. */
export type NamedTensors = Record<string, tfjs.Tensor>;

/** A function of tensors, written in plain tfjs; may assign to variables. */
export type Step = (inputs: NamedTensors) => NamedTensors;

/** The graph's variables by the tfjs variables they stand for. */
export type VariableHandles = ReadonlyMap<tfjs.Variable, string>;

/** Where in the graph a tensor comes from. */
interface Source {
  readonly node: string;
  readonly shape: readonly number[];
  /** For messages: the op, input or variable. */
  readonly origin: string;
  readonly isConstant: boolean;
}

/** The tensors that a recorded step gives. */
export interface RecordedOutput {
  readonly node: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** tfjs reads the indices of a gather to check their range; the native op checks by itself. */
const KERNELS_THAT_ONLY_CHECK = ["GatherV2"];

/** tfjs leaves it to the eager runtime to find these attributes from the first input. */
const INFERRED_TYPES: Readonly<Record<string, string>> = { ExpandDims: "T" };

let active: Recorder | null = null;

/**
 * Runs a step once, on zeros, and adds the ops it ran to the graph. Variables keep their values.
 *
 * @param prefix - distinguishes the placeholders of several steps in one graph
 * @throws Error if the step reads a computed tensor back to JavaScript, or uses a variable that
 * is not in `handles`; the message names the op or the variable
 */
export function recordStep(
  graph: GraphBuilder,
  step: Step,
  parts: { inputs: Readonly<Record<string, InputSpec>>; handles: VariableHandles; prefix: string },
): Record<string, RecordedOutput> {
  if (active) throw new Error("recordStep requires no other recording under way, got one inside");
  const variables = [...parts.handles.keys()];
  const values = variables.map((variable) => tf.keep(variable.clone()));
  const inputs = Object.fromEntries(
    Object.entries(parts.inputs).map(([key, { shape, dtype }]) => [
      key,
      tf.keep(tf.zeros([...shape], dtype)),
    ]),
  );
  const recorder = new Recorder(graph, parts.handles);
  for (const [key, spec] of Object.entries(parts.inputs)) {
    recorder.addInput(key, `${parts.prefix}_${key}`, spec, inputs[key]);
  }
  for (const [variable, handle] of parts.handles) recorder.addVariable(variable, handle);
  let outputs: NamedTensors = {};
  active = recorder;
  const restoreBackend = patchBackend(recorder);
  try {
    outputs = tf.tidy(() => step(inputs));
    return recorder.finish(outputs);
  } finally {
    restoreBackend();
    active = null;
    variables.forEach((variable, index) => {
      variable.assign(values[index]);
    });
    tf.dispose([values, inputs, outputs]);
  }
}

/**
 * Updates variables by a native op that works on them in place, such as `ResourceApplyAdam`.
 * Within a recorded step the op becomes part of the graph; run eagerly, `eager` does the same
 * with plain ops.
 *
 * @param parts - `variables` and then `inputs` are the op's inputs, in order; `updated` are those
 * of the variables that the op writes
 */
export function updateInPlace(
  op: string,
  parts: {
    variables: readonly tfjs.Variable[];
    updated: readonly tfjs.Variable[];
    inputs: readonly tfjs.Tensor[];
    attributes: readonly OpAttribute[];
    eager: () => void;
  },
): void {
  if (!active) {
    parts.eager();
    return;
  }
  active.addUpdate(op, parts);
}

/** Notes every op that the backend runs. */
class Recorder {
  readonly #graph: GraphBuilder;
  readonly #handles: VariableHandles;
  readonly #sources = new Map<object, Source>();
  readonly #reads = new Map<tfjs.Variable, string>();
  readonly #updates: string[] = [];
  /** While above 0, ops are not recorded. */
  #paused = 0;

  constructor(graph: GraphBuilder, handles: VariableHandles) {
    this.#graph = graph;
    this.#handles = handles;
  }

  addInput(key: string, node: string, spec: InputSpec, tensor: tfjs.Tensor): void {
    const attributes = { dtype: attribute.type(spec.dtype), shape: attribute.shape(spec.shape) };
    this.#graph.addNode("Placeholder", [], attributes, node);
    this.#give(tensor, node, `the input ${key}`);
  }

  addVariable(variable: tfjs.Variable, handle: string, after: readonly string[] = []): void {
    const attributes = { dtype: attribute.type(variable.dtype) };
    const node = this.#graph.addNode("ReadVariableOp", [handle, ...after], attributes);
    this.#reads.set(variable, node);
    this.#give(variable, node, `the variable ${variable.name}`);
  }

  addOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tfjs.Tensor[],
    outputs: readonly tfjs.Tensor[],
  ): void {
    if (this.#paused > 0) return;
    const encoded = encodeAttributes(attributes);
    if (op in INFERRED_TYPES) {
      encoded[INFERRED_TYPES[op]] ??= attribute.typeNumber(nativeType(inputs[0]));
    }
    const taken = inputs.map((input) => this.#take(input, op));
    const node = this.#graph.addNode(op, taken, encoded);
    outputs.forEach((output, index) => {
      this.#give(output, index === 0 ? node : `${node}:${index}`, op);
    });
  }

  addUpdate(op: string, parts: Parameters<typeof updateInPlace>[1]): void {
    const inputs = [
      ...parts.variables.map((variable) => this.#handle(variable)),
      ...parts.inputs.map((input) => this.#take(input, op)),
      ...parts.variables.map((variable) => `^${this.#writePending(variable)}`),
    ];
    const node = this.#graph.addNode(op, inputs, encodeAttributes(parts.attributes));
    this.#updates.push(node);
    this.#paused++;
    try {
      parts.eager();
    } finally {
      this.#paused--;
    }
    for (const variable of parts.updated) {
      this.addVariable(variable, this.#handle(variable), [`^${node}`]);
    }
  }

  /** Refuses to hand a computed tensor to JavaScript. */
  checkRead(dataId: object): void {
    const source = this.#sources.get(dataId);
    if (this.#paused > 0 || !source || source.isConstant) return;
    throw new Error(
      `compile requires a step that reads no computed tensor back to JavaScript, ` +
        `got a read of ${source.origin}, shape [${source.shape}]`,
    );
  }

  /** Writes back what the step assigned, and names its outputs. */
  finish(outputs: NamedTensors): Record<string, RecordedOutput> {
    const updates = [...this.#updates];
    for (const [variable, read] of this.#reads) {
      const last = this.#writePending(variable);
      if (last !== read) updates.push(last);
    }
    const after = updates.map((update) => `^${update}`);
    return Object.fromEntries(
      Object.entries(outputs).map(([key, tensor]) => {
        const attributes = { T: attribute.type(tensor.dtype) };
        const inputs = [this.#take(tensor, "an output"), ...after];
        const node = this.#graph.addNode("Identity", inputs, attributes);
        return [key, { node, dtype: tensor.dtype, shape: tensor.shape }];
      }),
    );
  }

  /** Stores what was assigned to a variable. @returns the node after which its value is there */
  #writePending(variable: tfjs.Variable): string {
    const handle = this.#handle(variable);
    const read = this.#reads.get(variable)!;
    const value = this.#take(variable, "AssignVariableOp");
    if (value === read) return read;
    const attributes = { dtype: attribute.type(variable.dtype) };
    return this.#graph.addNode("AssignVariableOp", [handle, value, `^${read}`], attributes);
  }

  #handle(variable: tfjs.Variable): string {
    const handle = this.#handles.get(variable);
    if (handle === undefined) throw unlisted(variable.name);
    return handle;
  }

  #give(tensor: tfjs.Tensor, node: string, origin: string): void {
    this.#sources.set(tensor.dataId, { node, shape: tensor.shape, origin, isConstant: false });
  }

  /** The node that gives a tensor, in the tensor's shape. */
  #take(tensor: tfjs.Tensor, op: string): string {
    if (tensor instanceof Int64Scalar) {
      return this.#graph.addConstant("int64", [], bytesOf(tensor.valueArray));
    }
    const source = this.#sources.get(tensor.dataId) ?? this.#constant(tensor, op);
    if (source.shape.join() === tensor.shape.join()) return source.node;
    const shape = this.#graph.addIntegers(tensor.shape);
    return this.#graph.addNode("Reshape", [source.node, shape], {
      T: attribute.typeNumber(nativeType(tensor)),
      Tshape: attribute.type("int32"),
    });
  }

  /** A tensor that no recorded op made: it was made in JavaScript, and stays as it is. */
  #constant(tensor: tfjs.Tensor, op: string): Source {
    const variables = Object.values(
      (tf.engine() as unknown as { state: { registeredVariables: NamedVariables } }).state
        .registeredVariables,
    );
    const variable = variables.find(({ dataId }) => dataId === tensor.dataId);
    if (variable) throw unlisted(variable.name);
    this.#paused++;
    const values = nativeBackend().readSync(tensor.dataId);
    this.#paused--;
    const node = this.#graph.addConstant(tensor.dtype, tensor.shape, bytesOf(values));
    const source = { node, shape: tensor.shape, origin: `a constant of ${op}`, isConstant: true };
    this.#sources.set(tensor.dataId, source);
    return source;
  }
}

/** TensorFlow's own type of a tensor: tfjs calls bytes int32. */
function nativeType(tensor: tfjs.Tensor): number {
  return nativeBackend().tensorMap.get(tensor.dataId)!.dtype;
}

type NamedVariables = Record<string, tfjs.Variable>;

function unlisted(name: string): Error {
  return new Error(`compile requires every variable the step uses, got the unlisted ${name}`);
}

function encodeAttributes(attributes: readonly OpAttribute[]): Record<string, Buffer> {
  return Object.fromEntries(attributes.map((each) => [each.name, encodeAttribute(each)]));
}

/** Has the backend tell the recorder what it runs and reads. @returns undoes it */
function patchBackend(recorder: Recorder): () => void {
  const backend = nativeBackend();
  const executeSingleOutput = backend.executeSingleOutput.bind(backend);
  const executeMultipleOutputs = backend.executeMultipleOutputs.bind(backend);
  const readSync = backend.readSync.bind(backend);
  const read = backend.read.bind(backend);
  backend.executeSingleOutput = (op, attributes, inputs) => {
    const output = executeSingleOutput(op, attributes, inputs);
    recorder.addOp(op, attributes, inputs, [output]);
    return output;
  };
  backend.executeMultipleOutputs = (op, attributes, inputs, outputCount) => {
    const outputs = executeMultipleOutputs(op, attributes, inputs, outputCount);
    recorder.addOp(op, attributes, inputs, outputs);
    return outputs;
  };
  let checks = 0;
  const checkRead = (dataId: object): void => {
    if (checks === 0) recorder.checkRead(dataId);
  };
  backend.readSync = (dataId) => {
    checkRead(dataId);
    return readSync(dataId);
  };
  backend.read = (dataId) => {
    checkRead(dataId);
    return read(dataId);
  };
  const kernels = KERNELS_THAT_ONLY_CHECK.map((name) => tf.getKernel(name, "tensorflow"));
  const functions = kernels.map((kernel) => kernel.kernelFunc);
  kernels.forEach((kernel, index) => {
    kernel.kernelFunc = (args) => {
      checks++;
      try {
        return functions[index](args);
      } finally {
        checks--;
      }
    };
  });
  return () => {
    // What was set above are own properties; the backend's methods are its prototype's.
    for (const name of ["executeSingleOutput", "executeMultipleOutputs", "readSync", "read"]) {
      Reflect.deleteProperty(backend, name);
    }
    kernels.forEach((kernel, index) => {
      kernel.kernelFunc = functions[index];
    });
  };
}
