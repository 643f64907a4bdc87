import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  compile,
  dropout,
  type NamedTensors,
  type Program,
  tf,
  updateInPlace,
} from "../../lib/native";

const leaked = tf.memory().numTensors;
afterEach(() => {
  assert.equal(tf.memory().numTensors, leaked, "tensors are left");
});

/** Least squares by gradient descent. */
function regression(): {
  variables: { slope: ReturnType<typeof tf.variable>; offset: ReturnType<typeof tf.variable> };
  step: (inputs: NamedTensors) => NamedTensors;
} {
  const slope = tf.tidy(() => tf.variable(tf.tensor2d([0.5, -0.5], [2, 1])));
  const offset = tf.tidy(() => tf.variable(tf.scalar(0)));
  const loss = ({ x, y }: NamedTensors) =>
    tf.losses.meanSquaredError(y, tf.add(tf.matMul(x, slope), offset)).asScalar();
  const step = (inputs: NamedTensors): NamedTensors => {
    const { value, grads } = tf.variableGrads(() => loss(inputs), [slope, offset]);
    for (const variable of [slope, offset]) {
      variable.assign(tf.sub(variable, tf.mul(inputs.rate, grads[variable.name])));
    }
    return { loss: value };
  };
  return { variables: { slope, offset }, step };
}
const inputs = {
  x: { shape: [3, 2], dtype: "float32" },
  y: { shape: [3, 1], dtype: "float32" },
  rate: { shape: [], dtype: "float32" },
} as const;
const batch = {
  x: Float32Array.of(1, 0, 0, 1, 1, 1),
  y: Float32Array.of(2, 3, 5),
  rate: Float32Array.of(0.2),
};

function losses(
  options: { eager?: boolean; xla?: boolean | "auto" },
  runCount = 6,
): Pick<Program, "mode" | "xla" | "xlaTimes"> & { values: number[] } {
  const { variables, step } = regression();
  const program = compile(
    { train: { step, inputs } },
    { variables: Object.values(variables), ...options },
  );
  const values = Array.from({ length: runCount }, () => {
    const { loss } = program.run("train", batch);
    const value = loss.dataSync()[0];
    loss.dispose();
    return value;
  });
  const { mode, xla, xlaTimes } = program;
  program.dispose();
  tf.dispose(variables);
  return { mode, xla, xlaTimes, values };
}

test("a compiled step gives the losses of the step run op by op, with XLA and without", () => {
  const eager = losses({ eager: true });
  assert.equal(eager.mode, "eager");
  for (const xla of [false, true]) {
    const compiled = losses({ xla });
    assert.equal(compiled.mode, "graph");
    compiled.values.forEach((loss, run) => {
      assert.ok(Math.abs(loss - eager.values[run]) < 1e-5, `${loss} in run ${run}`);
    });
  }
  assert.ok(eager.values[5] < eager.values[0] / 2);
});

test("XLA is chosen by the first runs' times, and the losses are those of the step run op by op", () => {
  const eager = losses({ eager: true }, 20);
  const chosen = losses({ xla: "auto" }, 20);
  assert.equal(chosen.mode, "graph");
  chosen.values.forEach((loss, run) => {
    assert.ok(Math.abs(loss - eager.values[run]) < 1e-5, `${loss} in run ${run}`);
  });
  assert.ok(chosen.xlaTimes);
  assert.equal(chosen.xla, chosen.xlaTimes.xlaMs < chosen.xlaTimes.plainMs);
});

test("variables stay in the session until they are read, and are taken from outside by write", () => {
  const total = tf.tidy(() => tf.variable(tf.scalar(1)));
  const step = ({ x }: NamedTensors): NamedTensors => {
    total.assign(tf.add(total, x));
    return { total: tf.clone(total) };
  };
  const program = compile(
    { add: { step, inputs: { x: { shape: [], dtype: "float32" } } } },
    { variables: [total], checkedRuns: 0 },
  );
  assert.equal(total.dataSync()[0], 1, "tracing leaves variables as they were");
  const run = (x: number): number => {
    const { total: sum } = program.run("add", { x: Float32Array.of(x) });
    const value = sum.dataSync()[0];
    sum.dispose();
    return value;
  };
  assert.deepEqual([run(1), run(2)], [2, 4]);
  assert.equal(total.dataSync()[0], 1);
  program.read();
  assert.equal(total.dataSync()[0], 4);
  tf.tidy(() => {
    total.assign(tf.scalar(10));
  });
  program.write();
  assert.equal(run(1), 11);
  program.dispose();
  tf.dispose(total);
});

const one = { x: { shape: [2], dtype: "float32" } } as const;
const compileOne = (step: (inputs: NamedTensors) => NamedTensors): void => {
  compile({ step: { step, inputs: one } }, { variables: [] }).dispose();
};

test("reading a computed tensor back is an error that names the op", () => {
  assert.throws(
    () =>
      compileOne(({ x }) => {
        const y = tf.exp(x);
        return { y: y.dataSync()[0] > 0 ? y : tf.neg(y) };
      }),
    /reads no computed tensor back to JavaScript, got a read of Exp, shape \[2\]/,
  );
});

test("a tensor made in JavaScript that changes is an error that names the op using it", () => {
  let count = 0;
  assert.throws(() => compileOne(({ x }) => ({ y: tf.mul(x, ++count) })), {
    message:
      "compile requires tensors made in JavaScript to be the same each time, " +
      "got a changing one in Mul; make it an input",
  });
});

test("ops that change from run to run are an error", () => {
  let count = 0;
  assert.throws(
    () => compileOne(({ x }) => ({ y: ++count % 2 ? tf.exp(x) : tf.sin(x) })),
    /runs the same ops each time, got Exp once/,
  );
});

test("a variable that isn't listed is an error that names it", () => {
  const hidden = tf.tidy(() => tf.variable(tf.tensor1d([1, 2]), true, "hiddenVariable"));
  assert.throws(
    () => compileOne(({ x }) => ({ y: tf.add(x, hidden) })),
    /requires every variable the step uses, got the unlisted hiddenVariable/,
  );
  hidden.dispose();
});

test("a step that JavaScript decides anew after tracing is caught in its first run", () => {
  let calls = 0;
  const reasons: string[] = [];
  // Both traces see 2; later runs, op by op, see 3.
  const program = compile(
    { step: { step: ({ x }) => ({ y: tf.mul(x, ++calls > 2 ? 3 : 2) }), inputs: one } },
    { variables: [], onFallback: (reason) => reasons.push(reason) },
  );
  const { y } = program.run("step", { x: Float32Array.of(1, 1) });
  assert.deepEqual([...y.dataSync()], [3, 3]);
  assert.equal(program.mode, "eager");
  assert.match(reasons[0], /the step step gives another y op by op/);
  y.dispose();
});

test("a tensor only reshaped keeps its place in the graph", () => {
  const program = compile(
    {
      step: {
        step: ({ x }) => ({ y: tf.add(tf.reshape(x, [2, 1]), tf.reshape(tf.exp(x), [1, 2])) }),
        inputs: one,
      },
    },
    { variables: [] },
  );
  const { y } = program.run("step", { x: Float32Array.of(0, 1) });
  assert.deepEqual(y.shape, [2, 2]);
  assert.equal(program.mode, "graph");
  assert.ok(Math.abs(y.dataSync()[1] - Math.E) < 1e-6);
  y.dispose();
  program.dispose();
});

test("an update in place comes after what was assigned before, and is seen by what comes after", () => {
  const results = [false, true].map((eager) => {
    const value = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const step = ({ x }: NamedTensors): NamedTensors => {
      value.assign(tf.mul(value, 2)); // [2, 4]
      updateInPlace("AssignAddVariableOp", {
        variables: [value],
        updated: [value],
        inputs: [x],
        attributes: [{ name: "dtype", type: 4, value: 1 }],
        eager: () => {
          value.assign(tf.add(value, x));
        },
      });
      const after = tf.mul(value, 10);
      value.assign(tf.add(value, 1));
      return { after };
    };
    const program = compile({ step: { step, inputs: one } }, { variables: [value], eager });
    const { after } = program.run("step", { x: Float32Array.of(1, 1) });
    program.read();
    const result = [...after.dataSync(), ...value.dataSync()];
    tf.dispose([after, value]);
    assert.equal(program.mode, eager ? "eager" : "graph");
    program.dispose();
    return result;
  });
  assert.deepEqual(results[0], [30, 50, 4, 6]);
  assert.deepEqual(results[1], results[0]);
});

test("dropout in a graph follows the seed input", () => {
  const program = compile(
    {
      step: {
        step: ({ x, seed }) => ({ y: dropout(x, 0.5, { seed, site: 3 }) }),
        inputs: { x: { shape: [1000], dtype: "float32" }, seed: { shape: [2], dtype: "int32" } },
      },
    },
    { variables: [] },
  );
  const run = (step: number): string => {
    const { y } = program.run("step", {
      x: new Float32Array(1000).fill(1),
      seed: Int32Array.of(7, step),
    });
    const text = y.dataSync().join();
    y.dispose();
    return text;
  };
  assert.equal(program.mode, "graph");
  assert.equal(run(1), run(1));
  assert.notEqual(run(1), run(2));
  program.dispose();
});

test("inputs of another shape are refused by name", () => {
  const program = compile(
    { step: { step: ({ x }) => ({ y: tf.exp(x) }), inputs: one } },
    {
      variables: [],
    },
  );
  assert.throws(() => program.run("step", { x: Float32Array.of(1) }), {
    name: "RangeError",
    message: "run requires x of shape [2] for step, got shape [1]",
  });
  assert.throws(() => program.run("step", {}), {
    message: "run requires x of shape [2] for step, got none",
  });
  program.dispose();
});

test("memory stays flat over 200 runs", () => {
  const { variables, step } = regression();
  const program = compile({ train: { step, inputs } }, { variables: Object.values(variables) });
  const before = tf.memory().numTensors;
  for (let run = 0; run < 200; run++) tf.dispose(program.run("train", batch));
  assert.equal(tf.memory().numTensors, before);
  program.dispose();
  tf.dispose(variables);
});
