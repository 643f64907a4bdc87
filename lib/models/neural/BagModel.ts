import type * as tfjs from "@tensorflow/tfjs-node";
import { type InteractionMatrix, type Interactions } from "../../data";
import { denseMatrix, type DenseMatrix } from "../../matrices";
import { type InputSpec, type InputValue, numbersOf, tf } from "../../native";
import { permutation, RandomGenerator } from "../../probability";
import { type Batch, type Trainable, type Weights, type WeightSpec } from "../../training";
import { alignItems, type FoldIn } from "../FoldIn";
import { type Hyperparameters } from "../hyperparameters";
import { type ModelState } from "../Model";
import { bagQuality, fillBags, halveBags, SCORED_AT_ONCE } from "./bags";
import { fitNetwork, type NeuralFitOptions } from "./fitNetwork";
import { NeuralModel } from "./NeuralModel";
import { type GradientConfig } from "./gradientConfig";

/** Settings of every model that reads a user as a bag of items. */
export type BagModelConfig = GradientConfig &
  Pick<Hyperparameters, "hiddenSize" | "latentSize" | "dropout">;

/** A network that makes scores of a bag. */
export interface BagNetwork {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** @param bag - shape [batch, items] @returns scores, shape [batch, items] */
  logits(weights: Weights, bag: tfjs.Tensor): tfjs.Tensor;
}

/** How it learns; a batch has `bag`, shape [batch, items], and `weight`, 0 for padding. */
export interface BagTraining extends Pick<Trainable, "loss" | "phases" | "onlyPhases" | "held"> {
  /** What a batch has besides. */
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  /** Its values in a step, counted from the start of the fit. */
  readonly valuesAt?: (step: number) => Readonly<Record<string, InputValue>>;
  /** How often an epoch goes over all users (default 1). */
  readonly passCount?: number;
  /** The phase of a batch of a pass, both counted from 0; the plain step if left out. */
  readonly phaseOf?: (pass: number, batch: number) => string | undefined;
}

/**
 * A model that reads a user as the bag of the items they chose, and scores all items from it. What
 * decides when to stop is NDCG@100 of the hidden fifth of held-out users' items.
 */
export abstract class BagModel<Config extends BagModelConfig>
  extends NeuralModel<Config>
  implements FoldIn
{
  #bags: InteractionMatrix | null = null;

  protected abstract bagNetwork(itemCount: number): BagNetwork;

  protected abstract training(variables: Readonly<Record<string, tfjs.Variable>>): BagTraining;

  protected override weightSpecs(): Readonly<Record<string, WeightSpec>> {
    return this.bagNetwork(this.items.size).weights;
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { config } = this;
    const random = new RandomGenerator(config.seed);
    const bags = interactions.matrix();
    const users = Array.from({ length: bags.rowCount }, (_, user) => user).filter(
      (user) => bags.rowColumns(user).length > 0,
    );
    const order = permutation(random.fork("validation"), users.length);
    const heldOutCount = Math.floor(users.length * config.validationShare);
    const heldOut = Array.from(order.subarray(0, heldOutCount), (i) => users[i]);
    const training = Array.from(order.subarray(heldOutCount), (i) => users[i]);
    const network = this.bagNetwork(bags.columnCount);
    const halved = halveBags(bags, heldOut, random.fork("hidden"));
    this.network = await fitNetwork({
      name: this.name,
      weights: network.weights,
      random,
      config,
      options,
      describe: (variables) => {
        const plan = this.training(variables);
        const quality = (): number =>
          bagQuality(
            halved,
            (values, count) => scoreBags(network, variables, values, count),
            bags.columnCount,
          );
        return {
          ...plan,
          inputs: {
            bag: { shape: [config.batchSize, bags.columnCount], dtype: "float32" },
            weight: { shape: [config.batchSize], dtype: "float32" },
            ...plan.inputs,
          },
          batches: (epoch) => epochBatches({ bags, users: training, random, config, plan }, epoch),
          validationMetric: halved.length > 0 ? { name: "ndcg@100", compute: quality } : undefined,
        };
      },
    });
    this.#bags = bags;
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#scores(this.#bags ?? this.seen, userIndices);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    const bags = alignItems(interactions, this.items).matrix();
    const everybody = Int32Array.from({ length: bags.rowCount }, (_, user) => user);
    return this.#scores(bags, everybody);
  }

  #scores(bags: InteractionMatrix, userIndices: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const network = this.bagNetwork(itemCount);
    const scores = new Float32Array(userIndices.length * itemCount);
    this.withWeights((weights) => {
      for (let first = 0; first < userIndices.length; first += SCORED_AT_ONCE) {
        const users = userIndices.subarray(first, first + SCORED_AT_ONCE);
        const values = fillBags(rowsOf(bags), users, users.length);
        scores.set(scoreBags(network, weights, values, users.length), first * itemCount);
      }
    });
    return denseMatrix(scores, userIndices.length, itemCount);
  }

  protected override restore(state: ModelState): void {
    super.restore(state);
    this.#bags = null;
  }
}

function rowsOf(bags: InteractionMatrix): Parameters<typeof fillBags>[0] {
  return { itemsOf: (user) => bags.rowColumns(user), itemCount: bags.columnCount };
}

function scoreBags(
  network: BagNetwork,
  weights: Weights,
  values: Float32Array,
  count: number,
): Float32Array {
  return numbersOf(() => {
    const bag = tf.tensor2d(values, [count, values.length / count]);
    return network.logits(weights, bag);
  });
}

function epochBatches(
  parts: {
    bags: InteractionMatrix;
    users: readonly number[];
    random: RandomGenerator;
    config: BagModelConfig;
    plan: BagTraining;
  },
  epoch: number,
): Batch[] {
  const { bags, users, random, plan } = parts;
  const { batchSize } = parts.config;
  const { passCount = 1, phaseOf, valuesAt } = plan;
  const batchCount = Math.ceil(users.length / batchSize);
  return Array.from({ length: passCount }, (_, pass): Batch[] => {
    const passIndex = epoch * passCount + pass;
    const order = permutation(random.fork("order").fork(passIndex), users.length);
    return Array.from({ length: batchCount }, (__, index): Batch => {
      const taken = order.subarray(index * batchSize, (index + 1) * batchSize);
      const weight = new Float32Array(batchSize).fill(1, 0, taken.length);
      return {
        get inputs(): Batch["inputs"] {
          const chosen = Array.from(taken, (i) => users[i]);
          const bag = fillBags(rowsOf(bags), chosen, batchSize);
          return { bag, weight, ...valuesAt?.(passIndex * batchCount + index) };
        },
        weight: taken.length,
        phase: phaseOf?.(pass, index),
      };
    });
  }).flat();
}
