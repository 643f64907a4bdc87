import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { compile, type NamedTensors, tf } from "../../lib/native";
import { createOptimizer, type OptimizerConfig } from "../../lib/training";

const leaked = tf.memory().numTensors;
afterEach(() => {
  assert.equal(tf.memory().numTensors, leaked, "tensors are left");
});

const GRADIENTS = [
  [0.5, -1],
  [0.2, 0.4],
  [-0.3, 0.1],
];

/** Where (1, -2) ends after the three gradients at a learning rate of 0.1. */
function threeSteps(config: OptimizerConfig, eager: boolean): number[] {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
  const optimizer = createOptimizer(config, [variable]);
  const step = ({ gradient, rate }: NamedTensors): NamedTensors => {
    optimizer.apply([{ variable, gradient }], rate.asScalar());
    return { value: tf.clone(variable) };
  };
  const program = compile(
    {
      train: {
        step,
        inputs: {
          gradient: { shape: [2], dtype: "float32" },
          rate: { shape: [], dtype: "float32" },
        },
      },
    },
    { variables: [variable, ...optimizer.state], eager },
  );
  for (const gradient of GRADIENTS) {
    const inputs = { gradient: Float32Array.from(gradient), rate: Float32Array.of(0.1) };
    tf.dispose(program.run("train", inputs));
  }
  assert.equal(program.mode, eager ? "eager" : "graph");
  program.read();
  const values = [...variable.dataSync()];
  program.dispose();
  optimizer.dispose();
  variable.dispose();
  return values;
}

// v = keras.Variable([1, -2]); p = keras.optimizers.X(0.1, ...); p.build([v]);
// for g in GRADIENTS: p.apply([g], [v])      (keras 3.15.1 on tensorflow 2.21.0)
const KERAS: [string, OptimizerConfig, number[]][] = [
  ["Adam", { kind: "adam" }, [0.7805901, -1.8447515]],
  ["AdamW, weight_decay 0.01", { kind: "adam", weightDecay: 0.01 }, [0.7778829, -1.8389919]],
  ["SGD", { kind: "sgd" }, [0.96, -1.95]],
  ["SGD, momentum 0.9", { kind: "sgd", momentum: 0.9 }, [0.8565, -1.815]],
  [
    "SGD, momentum 0.9, nesterov",
    { kind: "sgd", momentum: 0.9, nesterov: true },
    [0.83085, -1.7835],
  ],
  ["Adagrad", { kind: "adagrad" }, [0.9267603, -1.9491622]],
];

for (const [name, config, expected] of KERAS) {
  test(`three steps of ${name} equal Keras's, compiled and op by op`, () => {
    for (const eager of [false, true]) {
      threeSteps(config, eager).forEach((value, i) => {
        assert.ok(Math.abs(value - expected[i]) < 2e-6, `${value}, not ${expected[i]}`);
      });
    }
  });
}
