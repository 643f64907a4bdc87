import type * as tfjs from "@tensorflow/tfjs-node";
import { type Weights } from "../../training";
import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { type AttentionMaps } from "./attentionMaps";
import { innerProductHead } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import { type ForwardMode, INFERENCE } from "./Network";
import { maskedPacking, type MaskingConfig } from "./maskedPacking";
import { type PackingConfig } from "./packByLength";
import {
  type Packing,
  SequenceModel,
  type SequenceModelConfig,
  sequenceModelDefaults,
  type SequenceNetwork,
} from "./SequenceModel";
import {
  checkHeads,
  paddingMask,
  type TransformerConfig,
  type TransformerKind,
  transformerStates,
  transformerWeights,
} from "./transformer";
import { dense, gelu } from "./transformerBlock";

/** Settings of BERT4Rec. */
export interface Bert4RecConfig
  extends
    SequenceModelConfig,
    MaskingConfig,
    PackingConfig,
    Pick<Hyperparameters, "embeddingSize" | "blockCount" | "headCount"> {}

export const bert4RecDefaults: Bert4RecConfig = {
  ...sequenceModelDefaults,
  epochs: 100,
  patience: 10,
  embeddingSize: 64,
  blockCount: 2,
  headCount: 2,
  placesPerBatch: 1024,
  paddedLengths: 1,
  maskShare: 0.3,
  lastMaskShare: 0.2,
};

/**
 * BERT4Rec: a transformer sees the history on both sides of hidden items, and says what they were.
 * The next item is one hidden at the end.
 *
 *     h = blocks(embedding(items, some hidden) + position)
 *     score(item i) = <gelu(W h + b), embedding_i> + offset_i
 *
 * The same embedding reads items and scores them; hidden items share one of their own. The history
 * read is one item shorter than `historyLength`, which the hidden one completes.
 *
 * Deviation: norms come first in a block.
 *
 * @see Sun et al. (2019), BERT4Rec, arXiv:1904.06690; Petrov and Macdonald (2022), A systematic
 *   review and replicability study of BERT4Rec, arXiv:2207.07483 (it needs long training)
 */
export class Bert4Rec extends SequenceModel<Bert4RecConfig> {
  override readonly name = "Bert4Rec";

  /** @throws RangeError if the heads don't divide the embedding, or a share isn't one */
  constructor(config: Partial<Bert4RecConfig> = {}) {
    super(completeConfig("Bert4Rec", config, bert4RecDefaults, itemLossRules));
    checkHeads("Bert4Rec", this.config);
  }

  protected override sequenceNetwork(itemCount: number): SequenceNetwork {
    return bert4RecNetwork(this.config, itemCount);
  }

  protected override packing(itemCount: number): Packing {
    return maskedPacking(this.config, maskItem(itemCount));
  }

  /** Which places of a user's history read which, by block and head; the last asks. */
  attention(user: string): AttentionMaps {
    return this.readAttention(user);
  }
}

/** What stands for a hidden item: it comes after all others. */
function maskItem(itemCount: number): number {
  return itemCount + 1;
}

/** The network by itself. Row 0 of `items` is the padding's, the last one the hidden item's. */
export function bert4RecNetwork(config: TransformerConfig, itemCount: number): SequenceNetwork {
  const { embeddingSize } = config;
  const kind: TransformerKind = {
    table: "items",
    feedSize: 4 * embeddingSize,
    activation: "gelu",
  };
  const initial = { normal: 0.02 };
  const read = (
    weights: Weights,
    history: tfjs.Tensor,
    mode: ForwardMode,
    place?: tfjs.Tensor,
  ): ReturnType<typeof transformerStates> =>
    transformerStates(weights, history, { config, kind, mode, mask: paddingMask(history), place });
  const answer = (weights: Weights, states: tfjs.Tensor): tfjs.Tensor =>
    gelu(dense(states, weights.output, weights.outputBias));
  return {
    weights: {
      ...transformerWeights(config, itemCount + 2, { ...kind, initial }),
      output: { shape: [embeddingSize, embeddingSize], initial },
      outputBias: { shape: [embeddingSize], initial: "zeros" },
      offsets: { shape: [itemCount], initial: "zeros" },
    },
    states: (weights, { history }, mode) => answer(weights, read(weights, history, mode).states),
    statesAt: (weights, { history, place }, mode) =>
      answer(weights, read(weights, history, mode, place).states),
    attention: (weights, history) => read(weights, history, INFERENCE).attention,
    head: innerProductHead(itemCount, { vectors: "items", offsets: "offsets" }),
    anyLength: true,
    // The items move back by one, for a hidden one at the end.
    readable: (windows, length) =>
      windows.map((_, at) => ((at + 1) % length === 0 ? maskItem(itemCount) : windows[at + 1])),
  };
}
