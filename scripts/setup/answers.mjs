// Run as a process of its own by the doctor: does TensorFlow compute what the library asks of it?
// Prints JSON: [{ name, ok, detail }].
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Ops that tfjs doesn't wrap and the library calls by name. All of them are in TensorFlow 2.9.1 too,
 * which tfjs-node downloads by itself (`raw_ops` of the PyPI wheel tensorflow-cpu 2.9.1).
 */
export const unwrappedOps = [
  "BiasAddGrad",
  "Bitcast",
  "BlockLSTMGradV2",
  "BlockLSTMV2",
  "Cast",
  "Cholesky",
  "GatherV2",
  "GreaterEqual",
  "MatrixInverse",
  "MatrixTriangularSolve",
  "ResourceApplyAdagradV2",
  "ResourceApplyAdam",
  "ResourceApplyMomentum",
  "SoftmaxCrossEntropyWithLogits",
  "SparseSegmentSumWithNumSegments",
  "SparseSoftmaxCrossEntropyWithLogits",
  "StatelessRandomNormal",
  "StatelessRandomUniform",
  "StatelessRandomUniformFullInt",
  "StatelessRandomUniformInt",
  "TopKV2",
];

function attempt(name, action) {
  try {
    return { name, ok: true, detail: action() };
  } catch (error) {
    return { name, ok: false, detail: String(error.message).split("\n").slice(0, 2).join(" ") };
  }
}

/** Throws unless TensorFlow knows the op: asked with nothing, it complains of that instead. */
function isRegistered(backend, op) {
  try {
    backend.executeSingleOutput(op, [], []);
  } catch (error) {
    if (/not registered/i.test(error.message)) return false;
  }
  return true;
}

function ops({ nativeBackend }) {
  const missing = unwrappedOps.filter((op) => !isRegistered(nativeBackend(), op));
  if (missing.length > 0) throw new Error(`this TensorFlow lacks ${missing.join(", ")}`);
  return `${unwrappedOps.length} known`;
}

function inverse({ nativeBackend, tf }) {
  const { binding } = nativeBackend();
  const attributes = [
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: "adjoint", type: binding.TF_ATTR_BOOL, value: false },
  ];
  const matrix = tf.tensor2d([2, 1, 1, 1], [2, 2]);
  const result = nativeBackend().executeSingleOutput("MatrixInverse", attributes, [matrix]);
  const values = Array.from(result.dataSync(), (value) => Math.round(value * 1e4) / 1e4);
  if (values.join() !== "1,-1,-1,2") throw new Error(`[[2, 1], [1, 1]] inverted is ${values}`);
  return "MatrixInverse is right";
}

function compiledStep({ compile, tf }) {
  const total = tf.variable(tf.scalar(1));
  const step = ({ x }) => {
    total.assign(tf.add(total, tf.sum(x)));
    return { total: tf.add(total, 0) };
  };
  const program = compile(
    { add: { step, inputs: { x: { shape: [2], dtype: "float32" } } } },
    { variables: [total] },
  );
  if (program.mode !== "graph") throw new Error(`it runs op by op: ${program.fallbackReason}`);
  let value = 0;
  for (let run = 0; run < 3; run++) {
    value = program.run("add", { x: Float32Array.of(2, 3) }).total.dataSync()[0];
  }
  program.dispose();
  if (value !== 16 || program.mode !== "graph") {
    throw new Error(`1 + 3 x (2 + 3) is ${value}; ${program.fallbackReason ?? "as a graph"}`);
  }
  return "a SavedModel keeps its state over 3 runs";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(process.argv[1]), "../..");
  const native = createRequire(import.meta.url)(path.join(root, "dist/lib/native/index.js"));
  const checks = [
    attempt("unwrapped ops", () => ops(native)),
    attempt("linear algebra", () => inverse(native)),
    attempt("compiled steps", () => compiledStep(native)),
  ];
  console.log(JSON.stringify(checks));
}
