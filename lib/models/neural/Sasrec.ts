import { completeConfig, type Hyperparameters } from "../hyperparameters";
import { innerProductHead } from "./itemHead";
import { itemLossRules } from "./itemLosses";
import { nextItemPacking, type PackingConfig } from "./nextItemPacking";
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
}

/** The network by itself. Row 0 of `items` is the padding's. */
export function sasrecNetwork(config: TransformerConfig, itemCount: number): SequenceNetwork {
  const kind = { table: "items", feedSize: config.embeddingSize, activation: "relu" } as const;
  return {
    weights: transformerWeights(config, itemCount + 1, { ...kind, initial: { normal: 0.02 } }),
    states(weights, { history }, mode) {
      const parts = { config, kind, mode, mask: causalMask(history) };
      return transformerStates(weights, history, parts).states;
    },
    head: innerProductHead(itemCount, { vectors: "items" }),
  };
}
