// Factor models' accuracy beside their peers' on the reference splits.
import { type Comparison } from "./Comparison";

/** A model on a reference split beside a peer's score on it; five seeds. */
function accuracy(
  name: string,
  measured: "ndcg" | "rmse",
  [model, config]: readonly [model: string, config: object],
  peer: string,
): Comparison {
  const ranking = measured === "ndcg";
  const reference = ranking ? ["msrec-ml100k", peer, "nDCG@10"] : ["surprise-ml100k", peer, "RMSE"];
  const args = [model, JSON.stringify(config), measured, "5"];
  return {
    name,
    environment: "classical",
    unit: ranking ? "ndcg@10" : "rmse",
    goal: ranking ? 1.02 : 1.0,
    ratio: ranking ? "peer/ours" : "ours/peer",
    runs: 1,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/factorAccuracyOnce.js", ...args] }),
    peer: (python) => ({ command: [python, "bench/peers/reference_score.py", ...reference] }),
  };
}

/** cornac's settings in the reference run. */
const CORNAC_BPR = { embeddingSize: 200, epochs: 200, learningRate: 0.01, regularization: 0.001 };
/** implicit's settings in the reference run. */
const IMPLICIT_ALS = {
  ...{ embeddingSize: 16, regularization: 1, frequencyExponent: 0 },
  ...{ unobservedWeight: 1, confidence: 1 },
};

export const factorComparisons: readonly Comparison[] = [
  accuracy(
    "bpr ML-100K, recommenders' split, cornac",
    "ndcg",
    ["Bpr", CORNAC_BPR],
    "cornac_BPR_mean_sd_4seeds",
  ),
  accuracy(
    "ials ML-100K, recommenders' split, implicit",
    "ndcg",
    ["Ials", IMPLICIT_ALS],
    "implicit_ALS",
  ),
  accuracy(
    "biased matrix factorisation ML-100K, Surprise's folds",
    "rmse",
    ["BiasedMf", {}],
    "SVD",
  ),
];
