import { type OpAttribute } from "./tensorflow";
import { bytesField, floatField, mapField, numberField, varint } from "./protobuf";

/** The types of tensors that tfjs knows, by TensorFlow's number. */
export const DTYPE_NUMBER: Readonly<Record<string, number>> = {
  float32: 1,
  int32: 3,
  int64: 9,
  bool: 10,
};

/** An AttrValue message (tensorflow/core/framework/attr_value.proto). */
export const attribute = {
  text: (value: string): Buffer => bytesField(2, value),
  integer: (value: number): Buffer => numberField(3, value),
  float: (value: number): Buffer => floatField(4, value),
  flag: (value: boolean): Buffer => numberField(5, value ? 1 : 0),
  type: (dtype: string): Buffer => numberField(6, DTYPE_NUMBER[dtype]),
  typeNumber: (value: number): Buffer => numberField(6, value),
  shape: (shape: readonly number[]): Buffer => bytesField(7, shapeMessage(shape)),
  integers: (values: readonly number[]): Buffer =>
    bytesField(1, bytesField(3, Buffer.concat(values.map(varint)))),
  typeNumbers: (values: readonly number[]): Buffer =>
    bytesField(1, bytesField(6, Buffer.concat(values.map(varint)))),
  tensor: (dtype: string, shape: readonly number[], bytes: Uint8Array): Buffer =>
    bytesField(
      8,
      Buffer.concat([
        numberField(1, DTYPE_NUMBER[dtype]),
        bytesField(2, shapeMessage(shape)),
        tensorContent(dtype, bytes),
      ]),
    ),
};

/** The values of a TensorProto; a tensor of one repeated value is written as that value. */
function tensorContent(dtype: string, bytes: Uint8Array): Buffer {
  if (dtype === "int64") return bytesField(4, bytes);
  const width = dtype === "bool" ? 1 : 4;
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const repeats =
    content.length > width && content.subarray(width).equals(content.subarray(0, -width));
  if (!repeats) return bytesField(4, content);
  if (dtype === "float32") return floatField(5, content.readFloatLE(0));
  if (dtype === "int32") return numberField(7, content.readInt32LE(0));
  return numberField(11, content[0]);
}

/** A TensorShapeProto message. */
function shapeMessage(shape: readonly number[]): Buffer {
  return Buffer.concat(shape.map((size) => bytesField(2, numberField(1, size))));
}

/** TensorFlow's C numbers of attribute kinds (TF_AttrType). */
const ATTRIBUTE_KIND = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

/** An attribute as the native binding takes it, as an AttrValue message. */
export function encodeAttribute({ name, type, value }: OpAttribute): Buffer {
  switch (type) {
    case ATTRIBUTE_KIND.string:
      return attribute.text(value as string);
    case ATTRIBUTE_KIND.int:
      return Array.isArray(value)
        ? attribute.integers(value as number[])
        : attribute.integer(value as number);
    case ATTRIBUTE_KIND.float:
      return attribute.float(value as number);
    case ATTRIBUTE_KIND.bool:
      return attribute.flag(value as boolean);
    case ATTRIBUTE_KIND.type:
      return Array.isArray(value)
        ? attribute.typeNumbers(value as number[])
        : attribute.typeNumber(value as number);
    case ATTRIBUTE_KIND.shape:
      return attribute.shape(value as number[]);
    default:
      throw new RangeError(
        `encodeAttribute requires a known attribute kind, got ${type} (${name})`,
      );
  }
}

/** A tensor that a signature takes or gives: `name` is `node:output`. */
export interface SignatureTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** A function of the model: its inputs and outputs by name. */
export interface Signature {
  readonly inputs: Readonly<Record<string, SignatureTensor>>;
  readonly outputs: Readonly<Record<string, SignatureTensor>>;
}

/** Version of the GraphDef format: what TensorFlow 2.9 and later read. */
const PRODUCER_VERSION = 1087;

/** One op of the graph; `bytes` is its NodeDef message. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly bytes: Buffer;
}

/** Ops at the edge of a graph, which XLA leaves alone. */
const NEVER_FUSED: ReadonlySet<string> = new Set(["Placeholder", "VarHandleOp", "Const"]);

/** Collects nodes and writes them as a TensorFlow SavedModel. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly #xla: boolean;
  readonly #constants = new Map<string, string>();
  readonly #signatures = new Map<string, Signature>();

  /** @param options - `xla` marks the ops for TensorFlow's XLA compiler */
  constructor(options: { xla: boolean }) {
    this.#xla = options.xla;
  }

  /**
   * @param inputs - `node`, `node:output`, or `^node` for a node that has to run first
   * @returns the node's name
   */
  addNode(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Uint8Array>>,
    name = `${op}_${this.nodes.length}`,
  ): string {
    const bytes = Buffer.concat([
      bytesField(1, name),
      bytesField(2, op),
      ...inputs.map((input) => bytesField(3, input)),
      ...Object.entries(attributes).map(([key, value]) => mapField(5, key, value)),
      ...(this.#xla && !NEVER_FUSED.has(op)
        ? [mapField(5, "_XlaCompile", attribute.flag(true))]
        : []),
    ]);
    this.nodes.push({ name, op, inputs, bytes });
    return name;
  }

  /** A constant; equal constants share one node. */
  addConstant(dtype: string, shape: readonly number[], bytes: Uint8Array): string {
    const value = attribute.tensor(dtype, shape, bytes);
    const key = value.toString("latin1");
    const known = this.#constants.get(key);
    if (known) return known;
    const name = this.addNode("Const", [], { dtype: attribute.type(dtype), value });
    this.#constants.set(key, name);
    return name;
  }

  /** A constant list of whole numbers, shape [values]. */
  addIntegers(values: readonly number[]): string {
    return this.addConstant("int32", [values.length], bytesOf(Int32Array.from(values)));
  }

  addSignature(name: string, signature: Signature): void {
    this.#signatures.set(name, signature);
  }

  /** The SavedModel message: the content of `saved_model.pb`. */
  toSavedModel(): Buffer {
    const versions = numberField(1, PRODUCER_VERSION);
    const graph = Buffer.concat([
      ...this.nodes.map((node) => bytesField(1, node.bytes)),
      bytesField(4, versions),
    ]);
    const metaInfo = bytesField(4, "serve");
    const signatures = [...this.#signatures].map(([name, signature]) =>
      mapField(5, name, signatureMessage(signature)),
    );
    const metaGraph = Buffer.concat([bytesField(1, metaInfo), bytesField(2, graph), ...signatures]);
    return Buffer.concat([numberField(1, 1), bytesField(2, metaGraph)]);
  }
}

function signatureMessage({ inputs, outputs }: Signature): Buffer {
  const tensors = (field: number, named: Signature["inputs"]): Buffer[] =>
    Object.entries(named).map(([key, { name, dtype, shape }]) =>
      mapField(
        field,
        key,
        Buffer.concat([
          bytesField(1, name),
          numberField(2, DTYPE_NUMBER[dtype]),
          bytesField(3, shapeMessage(shape)),
        ]),
      ),
    );
  return Buffer.concat([
    ...tensors(1, inputs),
    ...tensors(2, outputs),
    bytesField(3, "tensorflow/serving/predict"),
  ]);
}

/** The bytes of a typed array, as a view. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
