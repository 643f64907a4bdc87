import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type * as tfjs from "@tensorflow/tfjs-node";
import { type ItemLossConfig, sampledLosses } from "../../lib/models/neural/itemLosses";
import { type HistoryNetwork, INFERENCE } from "../../lib/models/neural/Network";
import { pairLoss } from "../../lib/models/neural/PairModel";
import { type PairNetwork } from "../../lib/models/neural/pairNetwork";
import { sequenceLoss, type SequenceNetwork } from "../../lib/models/neural/SequenceModel";
import { rows, softCrossEntropy, tf } from "../../lib/native";
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

/** Those of make_neural_models.py. */
type ModelFixtures = Readonly<Record<string, NetworkFixture>> & {
  readonly wrong: readonly number[];
  readonly hidden: Plain;
  readonly window: Plain;
  readonly windowUser: readonly number[];
  readonly recVaeBag: Plain;
  readonly recVaeBefore: Readonly<Record<string, Plain>>;
  readonly triples: Readonly<Record<"user" | "item" | "wrong", readonly number[]>>;
  readonly pairs: Readonly<Record<"user" | "item" | "label", readonly number[]>> & {
    readonly users: number;
    readonly userFeatures: Plain;
    readonly itemFeatures: Plain;
  };
};

// Compiled tests run from dist/test/support.
const FOLDER = path.join(__dirname, "../../../test/fixtures");
const fixtureFile = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(FOLDER, name), "utf8"));
export const neuralFixtures: Fixtures = fixtureFile("neural.json") as Fixtures;
export const modelFixtures: ModelFixtures = fixtureFile("neuralModels.json") as ModelFixtures;

/** A fixture's array as a tensor. */
export function tensorOf(
  { values, shape }: Plain,
  dtype: "float32" | "int32" = "float32",
): tfjs.Tensor {
  return tf.tensor([...values], [...shape], dtype);
}

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

/** Loss and every gradient equal PyTorch's, and no tensor is left. */
export function assertLossEqualsPyTorch(
  specs: Readonly<Record<string, WeightSpec>>,
  fixture: NetworkFixture,
  loss: (variables: Readonly<Record<string, tfjs.Variable>>) => tfjs.Scalar,
): void {
  const arrays = fixtureWeights(specs, fixture);
  const before = tf.memory().numTensors;
  const variables = trainableWeights(specs, arrays);
  tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => loss(variables), Object.values(variables));
    const [found] = value.dataSync();
    assert.ok(
      Math.abs(found - fixture.loss) < 1e-4 * Math.max(1, Math.abs(fixture.loss)),
      `a loss of ${found}, not ${fixture.loss}`,
    );
    for (const [weight, variable] of Object.entries(variables)) {
      const gradient = grads[variable.name];
      const gradientFound = { shape: gradient.shape, values: gradient.dataSync() };
      assertClose(gradientFound, fixture.gradients[weight], `gradient of ${weight}`);
    }
  });
  tf.dispose(variables);
  assert.equal(tf.memory().numTensors, before);
}

/** Logits, loss and every gradient equal PyTorch's. */
export function assertEqualsPyTorch(network: HistoryNetwork, name: string): void {
  const fixture = neuralFixtures[name];
  const { history, target } = neuralFixtures;
  assertLossEqualsPyTorch(network.weights, fixture, (variables) => {
    const ids = tf.tensor(history.values, [...history.shape], "int32");
    const shares = tf.tensor(target.values, [...target.shape]);
    const logits = network.logits(variables, ids, { training: true, seed: null });
    assertClose({ shape: logits.shape, values: logits.dataSync() }, fixture.logits, "logits");
    return tf.mean(softCrossEntropy(logits, shares)).asScalar();
  });
}

/** Log odds, loss and every gradient of a network of pairs equal PyTorch's. */
export function assertPairsEqualPyTorch(network: PairNetwork, fixture: NetworkFixture): void {
  const { user, item, label, userFeatures, itemFeatures } = modelFixtures.pairs;
  const inputs = (): Record<string, tfjs.Tensor> => ({
    user: tf.tensor1d([...user], "int32"),
    item: tf.tensor1d([...item], "int32"),
    label: tf.tensor1d([...label]),
    weight: tf.ones([user.length]),
    seed: tf.tensor1d([1, 1], "int32"),
  });
  assertLossEqualsPyTorch(network.weights, fixture, (variables) => {
    const features = {
      userFeatures: tensorOf(userFeatures),
      itemFeatures: tensorOf(itemFeatures),
    };
    const weights = { ...variables, ...features };
    const given = inputs();
    const pairs = { user: given.user, item: given.item, every: false };
    const logits = network.logits(weights, pairs, INFERENCE);
    assertClose({ shape: logits.shape, values: logits.dataSync() }, fixture.logits, "log odds");
    const all = network.logits(weights, { ...pairs, every: true }, INFERENCE).dataSync();
    const diagonal = user.map((_, pair) => all[pair * item.length + pair]);
    assertClose({ shape: logits.shape, values: diagonal }, fixture.logits, "log odds of all pairs");
    return pairLoss(network, weights, given, true);
  });
}

/** Loss and every gradient of a sequential network equal PyTorch's, with a batch that isn't full. */
export function assertSequenceEqualsPyTorch(
  network: SequenceNetwork,
  fixture: NetworkFixture,
  { history, user, wrong }: { history: Plain; user?: readonly number[]; wrong?: readonly number[] },
  config: ItemLossConfig,
): void {
  assertLossEqualsPyTorch(network.weights, fixture, (variables) => {
    const count = fixture.place.length;
    const inputs = {
      history: tf.tensor(history.values, [...history.shape], "int32"),
      user: tf.tensor1d([...(user ?? [])], "int32"),
      place: tf.tensor1d([...fixture.place, 0, 0], "int32"),
      target: tf.tensor1d([...fixture.target, 1, 1], "int32"),
      weight: tf.tensor1d([...new Array<number>(count).fill(1), 0, 0]),
      seed: tf.tensor1d([1, 1], "int32"),
    };
    if (!wrong) {
      return sequenceLoss(network, variables, inputs, { config, training: true });
    }
    const states = rows(network.states(variables, inputs, INFERENCE), inputs.place);
    const drawn = tf.tensor1d([...wrong], "int32");
    const choice = { ...network, ...inputs, states, wrong: drawn };
    const losses = sampledLosses(variables, choice, config);
    return tf.div(tf.sum(tf.mul(losses, inputs.weight)), count).asScalar();
  });
}
