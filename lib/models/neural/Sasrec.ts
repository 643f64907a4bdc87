import type * as tfjs from "@tensorflow/tfjs-node";
import { type Weights } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { type AttentionMaps } from "./attentionMaps";
import { innerProductHead } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import { type ForwardMode, INFERENCE } from "./Network";
import { nextItemPacking } from "./nextItemPacking";
import { type PackingConfig } from "./packByLength";
import {
  type Packing,
  SequenceModel,
  type SequenceModelConfig,
  sequenceModelDefaults,
  type SequenceNetwork,
} from "./SequenceModel";
import {
  causalMask,
  checkHeads,
  type TransformerConfig,
  transformerStates,
  transformerWeights,
} from "./transformer";

/** Settings of SASRec. */
export interface SasrecConfig
  extends
    SequenceModelConfig,
    PackingConfig,
    Pick<Hyperparameters, "embeddingSize" | "blockCount" | "headCount"> {}

export const sasrecDefaults: SasrecConfig = {
  ...sequenceModelDefaults,
  embeddingSize: 64,
  blockCount: 2,
  headCount: 2,
  placesPerBatch: 2048,
  paddedLengths: 1,
};

/**
 * SASRec: a transformer reads the history from left to right and says at each place what comes
 * next.
 *
 *     h = blocks(embedding(items) + position),  score(item i) = <h_last, embedding_i>
 *
 * The same embedding reads items and scores them. Histories are right-aligned, so the last item
 * always has the last position.
 *
 * Deviations: the loss is over all items by default, which ranks much better than the paper's
 * binary one with a single wrong item; norms come first in a block.
 *
 * @see Kang and McAuley (2018), Self-attentive sequential recommendation, arXiv:1808.09781;
 *   Petrov and Macdonald (2023), gSASRec, arXiv:2308.07192
 */
export class Sasrec extends SequenceModel<SasrecConfig> {
  override readonly name = "Sasrec";

  /** @throws RangeError if the heads don't divide the embedding */
  constructor(config: Partial<SasrecConfig> = {}) {
    super(completeConfig("Sasrec", config, sasrecDefaults, itemLossRules));
    checkHeads("Sasrec", this.config);
  }

  protected override sequenceNetwork(itemCount: number): SequenceNetwork {
    return sasrecNetwork(this.config, itemCount);
  }

  protected override packing(): Packing {
    return nextItemPacking(this.config);
  }

  /** Which places of a user's history read which, by block and head. */
  attention(user: string): AttentionMaps {
    return this.readAttention(user);
  }
}

/** The network by itself. Row 0 of `items` is the padding's. */
export function sasrecNetwork(config: TransformerConfig, itemCount: number): SequenceNetwork {
  const kind = { table: "items", feedSize: config.embeddingSize, activation: "relu" } as const;
  const read = (
    weights: Weights,
    history: tfjs.Tensor,
    mode: ForwardMode,
    place?: tfjs.Tensor,
  ): ReturnType<typeof transformerStates> =>
    transformerStates(weights, history, { config, kind, mode, mask: causalMask(history), place });
  return {
    weights: transformerWeights(config, itemCount + 1, { ...kind, initial: { normal: 0.02 } }),
    states: (weights, { history }, mode) => read(weights, history, mode).states,
    statesAt: (weights, { history, place }, mode) => read(weights, history, mode, place).states,
    attention: (weights, history) => read(weights, history, INFERENCE).attention,
    head: innerProductHead(itemCount, { vectors: "items" }),
    anyLength: true,
  };
}
