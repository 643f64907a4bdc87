import type * as tfjs from "@tensorflow/tfjs-node";
import { dropout, rows, tf } from "../../native";
import { type Weights, type WeightSpec } from "../../training";
import { completeConfig, type Hyperparameters, type OwnRules } from "../hyperparameters";
import { FeaturePairModel, type SideCatalogues } from "./FeaturePairModel";
import { layerSizesRule } from "./layerSizes";
import { type PairModelConfig, pairModelDefaults } from "./PairModel";
import { innerProducts, layerWeights, pairLayers, type PairNetwork, pairSums } from "./pairNetwork";
import { type FeatureField } from "./sideFeatures";

/** Settings of DeepFM. */
export interface DeepFmConfig extends PairModelConfig, Pick<Hyperparameters, "dropout"> {
  /** Units of the dense layers, from the first. */
  readonly layerSizes: readonly number[];
}

export const deepFmDefaults: DeepFmConfig = {
  ...pairModelDefaults,
  embeddingSize: 16,
  dropout: 0.2,
  layerSizes: [64, 32],
};

const deepFmRules: OwnRules<DeepFmConfig> = { layerSizes: layerSizesRule };

/**
 * DeepFM: every field, of the user or of the item, has a vector; a factorisation machine adds up
 * the products of all pairs of fields, dense layers read all vectors side by side.
 *
 *     logit = b + sum over fields of w x + sum over pairs of fields of <v_f, v_g>
 *             + <a, layers([v_1, v_2, ...])>
 *
 * The fields are the user, the item, and what the catalogues say of each; a field of several
 * columns has the sum of their vectors, each times its value. See `sideFeatures`.
 *
 * @see Guo, Tang, Ye, Li and He (2017), DeepFM, arXiv:1703.04247
 */
export class DeepFm extends FeaturePairModel<DeepFmConfig> {
  override readonly name = "DeepFm";

  /** @param catalogues - what is known of users and items */
  constructor(config: Partial<DeepFmConfig> = {}, catalogues: SideCatalogues = {}) {
    super(completeConfig("DeepFm", config, deepFmDefaults, deepFmRules), catalogues);
  }

  protected override pairNetwork(userCount: number, itemCount: number): PairNetwork {
    return deepFmNetwork(this.config, {
      user: { count: userCount, fields: this.userFeatures.fields },
      item: { count: itemCount, fields: this.itemFeatures.fields },
    });
  }
}

/** How many users or items there are, and the fields of their features. */
interface Side {
  readonly count: number;
  readonly fields: readonly FeatureField[];
}

/** The network by itself; it reads `userFeatures` and `itemFeatures`, where there are any. */
export function deepFmNetwork(
  config: Pick<DeepFmConfig, "embeddingSize" | "layerSizes" | "dropout">,
  sides: { readonly user: Side; readonly item: Side },
): PairNetwork {
  const { embeddingSize, layerSizes } = config;
  const fieldCount = 2 + sides.user.fields.length + sides.item.fields.length;
  return {
    weights: {
      bias: { shape: [1], initial: "zeros" },
      ...sideWeights("user", sides.user, embeddingSize),
      ...sideWeights("item", sides.item, embeddingSize),
      ...layerWeights(fieldCount * embeddingSize, layerSizes),
      output: { shape: [layerSizes.at(-1)!, 1], initial: "glorot" },
    },
    logits(weights, { user, item, every }, { training, seed }) {
      const users = readSide(weights, "user", user, sides.user.fields);
      const items = readSide(weights, "item", item, sides.item.fields);
      const drop = (x: tfjs.Tensor, layer: number): tfjs.Tensor =>
        training && seed ? dropout(x, config.dropout, { seed, site: layer }) : x;
      const parts = { left: users.vectors, right: items.vectors, every };
      const last = pairLayers(weights, parts, layerSizes.length, drop);
      const heard = tf.squeeze(tf.matMul(last, weights.output), [1]); // [pairs]
      const products = innerProducts(users.sum, items.sum, every);
      const alone = tf.squeeze(pairSums(users.alone, items.alone, every), [1]);
      return tf.add(tf.add(heard, products), tf.add(alone, weights.bias));
    },
  };
}

function sideWeights(
  name: string,
  { count, fields }: Side,
  embeddingSize: number,
): Record<string, WeightSpec> {
  const initial = { normal: 0.05 };
  const featureCount = fields.at(-1)?.end ?? 0;
  const weights: Record<string, WeightSpec> = {
    [`${name}s`]: { shape: [count, embeddingSize], initial },
    [`${name}sAlone`]: { shape: [count, 1], initial: "zeros" },
  };
  if (featureCount === 0) return weights;
  return {
    ...weights,
    [`${name}Columns`]: { shape: [featureCount, embeddingSize], initial },
    [`${name}ColumnsAlone`]: { shape: [featureCount, 1], initial: "zeros" },
  };
}

/**
 * One side of the pairs: `vectors` of its fields side by side, shape [positions, fields *
 * embedding], and their `sum`; `alone` is what the other side doesn't change, shape [positions, 1].
 */
function readSide(
  weights: Weights,
  name: "user" | "item",
  positions: tfjs.Tensor,
  fields: readonly FeatureField[],
): { vectors: tfjs.Tensor; sum: tfjs.Tensor; alone: tfjs.Tensor } {
  const vectors = [rows(weights[`${name}s`], positions)];
  let alone = rows(weights[`${name}sAlone`], positions);
  if (fields.length > 0) {
    const features = rows(weights[`${name}Features`], positions); // [positions, columns]
    alone = tf.add(alone, tf.matMul(features, weights[`${name}ColumnsAlone`]));
    const table = weights[`${name}Columns`];
    for (const { start, end } of fields) {
      const own = tf.slice(features, [0, start], [features.shape[0], end - start]);
      const vector = tf.slice(table, [start, 0], [end - start, table.shape[1]!]);
      vectors.push(tf.matMul(own, vector));
    }
  }
  const sum = tf.addN(vectors);
  const squares = tf.addN(vectors.map((vector) => tf.square(vector)));
  const within = tf.sum(tf.mul(tf.sub(tf.square(sum), squares), 0.5), 1, true);
  return { vectors: tf.concat(vectors, 1), sum, alone: tf.add(alone, within) };
}
