import { completeConfig } from "./hyperparameters";
import { type PairwiseConfig, PairwiseModel } from "./PairwiseModel";

export type BprConfig = PairwiseConfig;

export const bprDefaults: BprConfig = {
  embeddingSize: 32,
  epochs: 200,
  learningRate: 0.05,
  regularization: 0.03,
  seed: 0,
};

/**
 * Bayesian personalised ranking: the probability that u prefers i to j is a sigmoid.
 *
 *     max over factors of sum over (u, i, j) of ln sigmoid(s_ui - s_uj) - lambda ||factors||^2 / 2
 *
 * for i that u chose and j that u didn't, by stochastic gradient. Cells of any value count the
 * same.
 *
 * @see Rendle, Freudenthaler, Gantner and Schmidt-Thieme (2009), BPR: Bayesian personalized ranking
 *   from implicit feedback, arXiv:1205.2618
 */
export class Bpr extends PairwiseModel<BprConfig> {
  readonly name = "Bpr";
  protected override readonly draws = 0;

  constructor(config: Partial<BprConfig> = {}) {
    super(completeConfig("Bpr", config, bprDefaults));
  }
}
