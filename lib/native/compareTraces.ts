import { createHash } from "node:crypto";
import type * as tfjs from "@tensorflow/tfjs-node";
import { attribute, GraphBuilder, type SignatureTensor } from "./GraphBuilder";
import { recordStep, type Step, type InputSpec } from "./recording";

/** A graph ready to load. */
export interface GraphModel {
  readonly savedModel: Buffer;
  /** SHA-256 of the above. */
  readonly hash: string;
  /** Node names by step. */
  readonly steps: Readonly<Record<string, StepNodes>>;
  /** Placeholder of each variable's new value, and the node that ends the writing. */
  readonly write: { readonly inputs: readonly string[]; readonly output: string };
  /** The node of each variable's value. */
  readonly read: readonly string[];
}

/** Inputs and outputs of a step, as `node:output`. */
export interface StepNodes {
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

type Steps = Readonly<
  Record<string, { readonly step: Step; readonly inputs: Readonly<Record<string, InputSpec>> }>
>;

interface TraceOptions {
  readonly variables: readonly tfjs.Variable[];
  readonly xla?: boolean;
}

/**
 * Traces the steps twice and gives the graph if both traces are the same.
 *
 * @param known - hashes of graphs that were compared before: one trace is enough for them
 * @throws Error if they differ; the message names the op at the difference
 */
export function compareTraces(
  steps: Steps,
  options: TraceOptions,
  known: ReadonlySet<string>,
): GraphModel {
  const first = trace(steps, options);
  if (known.has(first.model.hash)) return first.model;
  const second = trace(steps, options);
  const nodes = first.graph.nodes;
  const others = second.graph.nodes;
  const place = nodes.findIndex((node, i) => !(others.at(i)?.bytes.equals(node.bytes) ?? false));
  if (place < 0 && nodes.length === others.length) return first.model;
  const node = nodes.at(place) ?? others[nodes.length];
  if (node.op !== "Const") {
    throw new Error(
      `compile requires a step that runs the same ops each time, got ${node.op} once`,
    );
  }
  const user = nodes.find(({ inputs }) => inputs.includes(node.name));
  throw new Error(
    `compile requires tensors made in JavaScript to be the same each time, ` +
      `got a changing one in ${user?.op ?? "an output"}; make it an input`,
  );
}

function trace(
  steps: Steps,
  { variables, xla = false }: TraceOptions,
): { graph: GraphBuilder; model: GraphModel } {
  const graph = new GraphBuilder({ xla });
  const handles = new Map(
    variables.map((variable, index) => [
      variable,
      graph.addNode(
        "VarHandleOp",
        [],
        {
          dtype: attribute.type(variable.dtype),
          shape: attribute.shape(variable.shape),
          shared_name: attribute.text(`variable_${index}`),
          container: attribute.text(""),
        },
        `variable_${index}`,
      ),
    ]),
  );
  const nodes: Record<string, StepNodes> = {};
  for (const [name, { step, inputs }] of Object.entries(steps)) {
    const outputs = recordStep(graph, step, { inputs, handles, prefix: name });
    const named = (entries: [string, SignatureTensor][]): Record<string, string> =>
      Object.fromEntries(entries.map(([key, tensor]) => [key, tensor.name]));
    const inputTensors = Object.entries(inputs).map(([key, spec]): [string, SignatureTensor] => [
      key,
      { ...spec, name: `${name}_${key}:0` },
    ]);
    const outputTensors = Object.entries(outputs).map(
      ([key, { node, dtype, shape }]): [string, SignatureTensor] => [
        key,
        { name: `${node}:0`, dtype, shape },
      ],
    );
    graph.addSignature(name, {
      inputs: Object.fromEntries(inputTensors),
      outputs: Object.fromEntries(outputTensors),
    });
    nodes[name] = { inputs: named(inputTensors), outputs: named(outputTensors) };
  }
  const write = addWrite(graph, handles);
  const read = addRead(graph, handles);
  const savedModel = graph.toSavedModel();
  const hash = createHash("sha256").update(savedModel).digest("hex");
  return { graph, model: { savedModel, hash, steps: nodes, write, read } };
}

/** The function `write`: sets every variable. */
function addWrite(
  graph: GraphBuilder,
  handles: ReadonlyMap<tfjs.Variable, string>,
): GraphModel["write"] {
  const inputs: Record<string, SignatureTensor> = {};
  const assigned: string[] = [];
  for (const [{ dtype, shape }, handle] of handles) {
    const attributes = { dtype: attribute.type(dtype) };
    const placeholder = graph.addNode(
      "Placeholder",
      [],
      { ...attributes, shape: attribute.shape(shape) },
      `write_${handle}`,
    );
    inputs[handle] = { name: `${placeholder}:0`, dtype, shape };
    assigned.push(`^${graph.addNode("AssignVariableOp", [handle, placeholder], attributes)}`);
  }
  const count = graph.addIntegers([handles.size]);
  const done = graph.addNode("Identity", [count, ...assigned], { T: attribute.type("int32") });
  const output = { name: `${done}:0`, dtype: "int32", shape: [1] };
  graph.addSignature("write", { inputs, outputs: { count: output } });
  return { inputs: Object.values(inputs).map(({ name }) => name), output: output.name };
}

/** The function `read`: gives every variable. */
function addRead(graph: GraphBuilder, handles: ReadonlyMap<tfjs.Variable, string>): string[] {
  const outputs: Record<string, SignatureTensor> = {};
  for (const [{ dtype, shape }, handle] of handles) {
    const node = graph.addNode("ReadVariableOp", [handle], { dtype: attribute.type(dtype) });
    outputs[handle] = { name: `${node}:0`, dtype, shape };
  }
  graph.addSignature("read", { inputs: {}, outputs });
  return Object.values(outputs).map(({ name }) => name);
}
