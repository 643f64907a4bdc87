import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { type PairwiseConfig, PairwiseModel } from "./PairwiseModel";

export type WarpConfig = PairwiseConfig & Pick<Hyperparameters, "mostDraws">;

export const warpDefaults: WarpConfig = {
  embeddingSize: 64,
  epochs: 80,
  learningRate: 0.02,
  regularization: 0.1,
  mostDraws: 20,
  seed: 0,
};

/**
 * Weighted approximate-rank pairwise loss: for each chosen item, items are drawn until one comes
 * within a margin of 1 of it; the fewer draws it took, the lower the chosen item must rank, and the
 * harder the pair pushes.
 *
 *     loss(u, i) = ln(1 + rank_i) max(0, 1 - s_ui + s_uj),   rank_i ~ (items - 1) / draws
 *
 * scaled by ln(items), so that a learning rate means the same on catalogues of any length.
 *
 * @see Weston, Bengio and Usunier (2011), WSABIE: scaling up to large vocabulary image annotation
 */
export class Warp extends PairwiseModel<WarpConfig> {
  readonly name = "Warp";

  constructor(config: Partial<WarpConfig> = {}) {
    super(completeConfig("Warp", config, warpDefaults));
  }

  protected override get draws(): number {
    return this.config.mostDraws;
  }
}
