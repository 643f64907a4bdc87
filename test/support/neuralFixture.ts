import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type HistoryNetwork, INFERENCE } from "../../lib/models/neural/Network";
import { softCrossEntropy, tf } from "../../lib/native";
import { trainableWeights, type WeightArrays, type WeightSpec } from "../../lib/training";

interface Plain {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A network as PyTorch computed it; see test/fixtures/make_neural.py. */
export interface NetworkFixture {
  readonly logits: Plain;
  readonly loss: number;
  readonly weights: Readonly<Record<string, Plain>>;
  readonly gradients: Readonly<Record<string, Plain>>;
  readonly place: readonly number[];
  readonly target: readonly number[];
}

type Fixtures = Readonly<Record<string, NetworkFixture>> & {
  readonly sizes: Readonly<
    Record<"items" | "interests" | "length" | "embedding" | "hidden", number>
  >;
  readonly history: Plain;
  readonly target: Plain;
  readonly bag: Plain;
};

// Compiled tests run from dist/test/support.
const FILE = path.join(__dirname, "../../../test/fixtures/neural.json");
export const neuralFixtures: Fixtures = JSON.parse(readFileSync(FILE, "utf8")) as Fixtures;

/** Every value within 1e-4 of the largest expected one, and the shapes equal. */
export function assertClose(
  actual: { readonly shape: readonly number[]; readonly values: ArrayLike<number> },
  expected: Plain,
  what: string,
): void {
  assert.deepEqual(actual.shape, expected.shape, what);
  const largest = Math.max(1e-3, ...expected.values.map(Math.abs));
  expected.values.forEach((value, i) => {
    const difference = Math.abs(actual.values[i] - value);
    assert.ok(difference <= 1e-4 * largest, `${what}: ${actual.values[i]}, not ${value}, at ${i}`);
  });
}

/** The fixture's weights, of which the network has each in the same shape. */
export function fixtureWeights(
  specs: Readonly<Record<string, WeightSpec>>,
  fixture: NetworkFixture,
): WeightArrays {
  assert.deepEqual(Object.keys(specs).sort(), Object.keys(fixture.weights).sort());
  return Object.fromEntries(
    Object.entries(fixture.weights).map(([name, { shape, values }]) => [
      name,
      (assert.deepEqual(specs[name].shape, shape, name), Float32Array.from(values)),
    ]),
  );
}

/** Logits, loss and every gradient equal PyTorch's. */
export function assertEqualsPyTorch(network: HistoryNetwork, name: string): void {
  const fixture = neuralFixtures[name];
  const arrays = fixtureWeights(network.weights, fixture);
  const before = tf.memory().numTensors;
  const variables = trainableWeights(network.weights, arrays);
  const { history, target } = neuralFixtures;
  tf.tidy(() => {
    const ids = tf.tensor(history.values, [...history.shape], "int32");
    const shares = tf.tensor(target.values, [...target.shape]);
    const logits = network.logits(variables, ids, INFERENCE);
    assertClose({ shape: logits.shape, values: logits.dataSync() }, fixture.logits, "logits");
    const { value, grads } = tf.variableGrads(
      () => tf.mean(softCrossEntropy(network.logits(variables, ids, INFERENCE), shares)),
      Object.values(variables),
    );
    assert.ok(Math.abs(value.dataSync()[0] - fixture.loss) < 1e-4);
    for (const [weight, variable] of Object.entries(variables)) {
      const gradient = grads[variable.name];
      const found = { shape: gradient.shape, values: gradient.dataSync() };
      assertClose(found, fixture.gradients[weight], `gradient of ${weight}`);
    }
  });
  tf.dispose(variables);
  assert.equal(tf.memory().numTensors, before);
}
