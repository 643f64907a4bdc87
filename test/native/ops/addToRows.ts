import assert from "node:assert/strict";
import { test } from "node:test";
import { addToRows, compile, rows, tf } from "../../../lib/native";

test("rows get what is added to them, twice where they stand twice, and others stay", () => {
  const table = tf.tidy(() => tf.variable(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])));
  tf.tidy(() => {
    const positions = tf.tensor1d([2, 0, 2], "int32");
    addToRows(table, positions, tf.tensor2d([10, 20, 0.5, 0.5, 1, 1], [3, 2]));
  });
  assert.deepEqual([...table.dataSync()], [1.5, 2.5, 3, 4, 16, 27]);
  table.dispose();
});

test("a compiled step by the gradient of the rows taken moves the table as a dense one does", () => {
  const first = [0.5, -1, 2, 0.25, 1, 1.5, -0.5, 0.75];
  const step = (kind: "sparse" | "dense", mode: "graph" | "eager"): number[] => {
    const table = tf.tidy(() => tf.variable(tf.tensor2d(first, [4, 2])));
    const program = compile(
      {
        step: {
          inputs: { at: { shape: [3], dtype: "int32" } },
          step: ({ at }) => {
            const loss = (x: ReturnType<typeof tf.add>) =>
              tf.sum(tf.square(tf.sub(x, 1))).asScalar();
            if (kind === "sparse") {
              const taken = rows(table, at);
              addToRows(table, at, tf.mul(tf.grad(loss)(taken), -0.1));
              return { loss: loss(taken) };
            }
            const { value, grads } = tf.variableGrads(() => loss(rows(table, at)), [table]);
            table.assign(tf.sub(table, tf.mul(grads[table.name], 0.1)));
            return { loss: value };
          },
        },
      },
      { variables: [table], eager: mode === "eager" },
    );
    for (let run = 0; run < 4; run++) {
      program.run("step", { at: Int32Array.of(3, run % 2, 3) }).loss.dispose();
    }
    assert.equal(program.mode, mode);
    program.read();
    const values = [...table.dataSync()];
    program.dispose();
    table.dispose();
    return values;
  };
  const dense = step("dense", "eager");
  for (const mode of ["graph", "eager"] as const) {
    step("sparse", mode).forEach((value, i) => {
      assert.ok(Math.abs(value - dense[i]) < 1e-5, `${value}, not ${dense[i]}, ${mode}`);
    });
  }
  assert.deepEqual(dense.slice(4, 6), first.slice(4, 6), "a row that no step takes stays");
});
