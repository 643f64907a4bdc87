import type * as tfjs from "@tensorflow/tfjs-node";
import { type Interactions } from "../../data";
import { type SparseMatrix } from "../../matrices";
import { edgeSums, type NamedTensors, numbersOf, rows, tf } from "../../native";
import { permutation, RandomGenerator } from "../../probability";
import { type Batch, type TrainingCurve, type Weights, type WeightSpec } from "../../training";
import { FactorModel, paddedSize } from "../FactorModel";
import { completeConfig, type Hyperparameters, type OwnRules } from "../hyperparameters";
import { type ModelState, type ProbabilityRule } from "../Model";
import { whole } from "../settingRules";
import { fitNetwork, type NeuralFitOptions } from "./fitNetwork";
import { heldOutQuality, holdOutLast } from "./holdOutLast";
import { chosenPairs, type ChosenPairs, drawUnchosen } from "./pairBatches";
import { type GradientConfig, gradientDefaults } from "./gradientConfig";
import { type InteractionGraph, interactionGraph } from "./interactionGraph";

/** Settings of LightGCN. */
export interface LightGcnConfig
  extends GradientConfig, Pick<Hyperparameters, "embeddingSize" | "regularization"> {
  /** How often vectors go over the edges. */
  readonly layerCount: number;
}

export const lightGcnDefaults: LightGcnConfig = {
  ...gradientDefaults,
  embeddingSize: 64,
  layerCount: 3,
  epochs: 100,
  batchSize: 2048,
  regularization: 0.0001,
  patience: 10,
};

const lightGcnRules: OwnRules<LightGcnConfig> = { layerCount: whole(0) };

/**
 * LightGCN: users and items are the two sides of a graph whose edges are the interactions;
 * vectors go over the edges, and what arrives at each distance is averaged.
 *
 *     e_u^(k+1) = sum over items i of u of e_i^(k) / sqrt(|items of u| |users of i|), and so for items
 *     x = mean over k = 0..K of e^(k),  score(u, i) = <x_u, x_i>
 *     loss = mean over pairs of -ln sigma(score(u, i) - score(u, j))
 *            + regularization / 2 (|e_u|^2 + |e_i|^2 + |e_j|^2),  item j not chosen by u
 *
 * `learned` holds the averaged vectors.
 *
 * @see He, Deng, Wang, Li, Zhang and Wang (2020), LightGCN, arXiv:2002.02126
 */
export class LightGcn extends FactorModel<LightGcnConfig> {
  override readonly name = "LightGcn";
  override readonly probabilityRule: ProbabilityRule = "softmax";
  /** Loss by epoch, beside ln 2, that of equal scores. */
  curve: TrainingCurve | null = null;

  constructor(config: Partial<LightGcnConfig> = {}) {
    super(completeConfig("LightGcn", config, lightGcnDefaults, lightGcnRules));
  }

  /** As every model's fit, with checkpoints and XLA. */
  override fit(interactions: Interactions, options: NeuralFitOptions = {}): Promise<this> {
    return super.fit(interactions, options);
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const heldOut = holdOutLast(interactions, config.validationShare, random.fork("validation"));
    const pairs = chosenPairs(heldOut.training);
    const { rowCount, columnCount } = pairs.chosen;
    const { weights, curve } = await fitNetwork({
      name: this.name,
      weights: lightGcnWeights(config, rowCount, columnCount),
      random,
      config,
      options,
      describe: (variables) => {
        const graph = interactionGraph(pairs.chosen);
        const score = (group: Int32Array): Float32Array =>
          numbersOf(() => {
            const { users, items } = lightGcnVectors(variables, graph, config.layerCount);
            const chosen = rows(users, tf.tensor1d(group, "int32"));
            return tf.matMul(chosen, items, false, true);
          });
        const pairInput = { shape: [config.batchSize], dtype: "int32" } as const;
        return {
          inputs: {
            user: pairInput,
            item: pairInput,
            wrong: pairInput,
            weight: { shape: [config.batchSize], dtype: "float32" },
          },
          held: graph.tensors,
          loss: (inputs) => lightGcnLoss(variables, graph, inputs, config),
          batches: (epoch) =>
            tripleBatches(pairs, config.batchSize, random.fork("pairs").fork(epoch)),
          validationMetric:
            heldOut.users.length > 0
              ? { name: "ndcg@10", compute: () => heldOutQuality(heldOut, score) }
              : undefined,
          chanceLoss: Math.LN2,
        };
      },
    });
    this.curve = curve;
    this.factors = this.#average(weights, pairs.chosen);
  }

  /** The averaged vectors in rows that the kernels take. */
  #average(
    arrays: Readonly<Record<string, Float32Array>>,
    chosen: SparseMatrix,
  ): FactorModel<LightGcnConfig>["factors"] {
    const { embeddingSize, layerCount } = this.config;
    const size = paddedSize(embeddingSize);
    const graph = interactionGraph(chosen);
    const averaged = tf.tidy(() => {
      const table = (values: Float32Array): tfjs.Tensor =>
        tf.tensor2d(values, [values.length / embeddingSize, embeddingSize]);
      const weights = { users: table(arrays.users), items: table(arrays.items) };
      const { users, items } = lightGcnVectors(weights, graph, layerCount);
      const padded = (x: tfjs.Tensor): tfjs.Tensor =>
        tf.pad(x, [
          [0, 0],
          [0, size - embeddingSize],
        ]);
      return { users: padded(users), items: padded(items) };
    });
    const [users, items] = [averaged.users, averaged.items].map((x) =>
      x.dataSync<"float32">().slice(),
    );
    tf.dispose([...graph.tensors, averaged.users, averaged.items]);
    return { size, users, items };
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return { arrays, settings: { ...settings, curve: this.curve } };
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.curve = state.settings.curve as TrainingCurve | null;
  }
}

/** The vectors before any edge. */
export function lightGcnWeights(
  { embeddingSize }: Pick<LightGcnConfig, "embeddingSize">,
  userCount: number,
  itemCount: number,
): Record<string, WeightSpec> {
  const initial = { normal: 0.1 };
  return {
    users: { shape: [userCount, embeddingSize], initial },
    items: { shape: [itemCount, embeddingSize], initial },
  };
}

/** The mean of the vectors at each distance, shapes [users, embedding] and [items, embedding]. */
export function lightGcnVectors(
  weights: Weights,
  { toUsers, toItems, userScale, itemScale }: InteractionGraph,
  layerCount: number,
): { users: tfjs.Tensor; items: tfjs.Tensor } {
  let { users, items } = weights;
  const layers = [{ users, items }];
  for (let layer = 0; layer < layerCount; layer++) {
    const next = {
      users: tf.mul(edgeSums(tf.mul(items, itemScale), toUsers, toItems), userScale),
      items: tf.mul(edgeSums(tf.mul(users, userScale), toItems, toUsers), itemScale),
    };
    ({ users, items } = next);
    layers.push(next);
  }
  const mean = (side: "users" | "items"): tfjs.Tensor =>
    tf.mul(tf.addN(layers.map((layer) => layer[side])), 1 / layers.length);
  return { users: mean("users"), items: mean("items") };
}

/** @param inputs - `user`, `item`, `wrong`, and `weight`, 0 for padding, shape [batch] */
export function lightGcnLoss(
  weights: Weights,
  graph: InteractionGraph,
  { user, item, wrong, weight }: NamedTensors,
  { layerCount, regularization }: Pick<LightGcnConfig, "layerCount" | "regularization">,
): tfjs.Scalar {
  const { users, items } = lightGcnVectors(weights, graph, layerCount);
  const x = rows(users, user);
  const margin = tf.sum(tf.mul(x, tf.sub(rows(items, item), rows(items, wrong))), 1);
  const own = [rows(weights.users, user), rows(weights.items, item), rows(weights.items, wrong)];
  const length = tf.addN(own.map((vector) => tf.sum(tf.square(vector), 1)));
  const losses = tf.add(tf.softplus(tf.neg(margin)), tf.mul(length, regularization / 2));
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.sum(weight)).asScalar();
}

/** The pairs of a log in random order, each with an item not chosen. */
function tripleBatches(
  { chosen, userOf }: ChosenPairs,
  batchSize: number,
  random: RandomGenerator,
): Batch[] {
  const order = permutation(random, userOf.length);
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, index): Batch => {
    const taken = order.subarray(index * batchSize, (index + 1) * batchSize);
    return {
      get inputs(): Batch["inputs"] {
        const draws = random.fork(index);
        const user = new Int32Array(batchSize);
        const item = new Int32Array(batchSize);
        const wrong = new Int32Array(batchSize);
        const weight = new Float32Array(batchSize).fill(1, 0, taken.length);
        taken.forEach((entry, place) => {
          user[place] = userOf[entry];
          item[place] = chosen.columnIndex[entry];
          wrong[place] = drawUnchosen(chosen.rowColumns(userOf[entry]), chosen.columnCount, draws);
        });
        return { user, item, wrong, weight };
      },
      weight: taken.length,
    };
  });
}
