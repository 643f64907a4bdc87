// How good the models are, beside peers on the same split: NDCG@10 on recommenders' ML-100K split, RMSE on
// Surprise's five folds of it, NDCG@10 on the embedded data's per-user split and on Beauty's leave-one-out,
// recall and NDCG@20 on Gowalla. "kept" in a name: the peer's figure is kept with the reference splits (its
// version and settings are in their scores.json) or published, and no peer runs.
import { type Comparison } from "./Comparison";

/** The figure of a peer that doesn't run: a number, or where it is kept with the reference splits. */
type Kept = number | readonly [folder: string, ...path: string[]];

interface Row {
  readonly name: string;
  readonly split: string;
  readonly model: string;
  readonly config?: object;
  /** "rmse", "ndcg@10", ...; the lower the better for "rmse" only. */
  readonly metric?: string;
  /** Of the ratio; by default within 2 %. */
  readonly goal?: number | null;
  readonly seeds?: number;
  /** Without: the peer of the model's name in `accuracy.py` runs with the same settings. */
  readonly kept?: Kept;
}

function comparison(row: Row): Comparison {
  const { split, model, metric = "ndcg@10", goal = 1.02, seeds = 1, kept } = row;
  let config = row.config ?? {};
  const words = (): string[] => [model, JSON.stringify(config), `${seeds}`];
  return {
    name: row.name,
    environment: kept === undefined ? "accuracy" : null,
    unit: metric,
    goal,
    ratio: metric === "rmse" ? "ours/peer" : "peer/ours",
    runs: 1,
    seedCount: seeds,
    // Both sides get every setting, ours and the peer's.
    prepare: async () => {
      const { MODELS } = await import("../lib/models/registry.js");
      config = { ...MODELS[model].defaults, ...config };
    },
    ours: () => ({
      command: [process.execPath, "dist/bench/accuracyOnce.js", split, ...words(), metric],
    }),
    peer: (python) => ({
      command:
        kept === undefined
          ? [python, "bench/peers/accuracy.py", ...words()]
          : [process.execPath, "dist/bench/keptFigure.js", ...[kept].flat().map(String)],
    }),
  };
}

const ML_100K = "ML-100K, recommenders' split";

/** Beside a program that runs on recommenders' split with the same settings. */
function ranked(family: string, model: string, peer: string, seeds = 1, config: object = {}): Row {
  return { name: `${family} ${ML_100K}, ${peer}`, split: "ml-100k", model, config, seeds };
}

/** On recommenders' split beside a figure kept with it. */
function beside(
  family: string,
  model: string,
  config: object,
  [scores, said]: readonly [string, string],
  how: Pick<Row, "goal" | "seeds" | "kept">,
): Row {
  const kept = ["msrec-ml100k", "scores", scores, "nDCG@10"] as const;
  return {
    name: `${family} ${ML_100K}, ${said} kept`,
    split: "ml-100k",
    model,
    config,
    kept,
    ...how,
  };
}

function rated(family: string, model: string, config: object, kept: Kept, seeds = 1): Row {
  const said = typeof kept === "number" ? `Surprise's ${kept}` : kept[2];
  const name = `${family} ML-100K, Surprise's folds, ${said} kept`;
  // No worse to three decimals.
  return { name, split: "surprise", model, config, metric: "rmse", goal: 1.0005, seeds, kept };
}

const surprise = (name: string): Kept => ["surprise-ml100k", "scores", name, "RMSE"];

/** implicit's settings in the kept run. */
const IMPLICIT_ALS = {
  ...{ embeddingSize: 16, regularization: 1, frequencyExponent: 0 },
  ...{ unobservedWeight: 1, confidence: 4, iterations: 15 },
};
/** cornac's settings in the kept run. */
const CORNAC_BPR = { embeddingSize: 200, epochs: 200, learningRate: 0.01, regularization: 0.001 };
const CORNAC: Kept = ["msrec-ml100k", "cornac_BPR_mean_sd_4seeds", "nDCG@10", "0"];

/** Chosen on embedded ratings; see chooseDefaults. */
const NMF_RATINGS = {
  ...{ solver: "multiplicative", cells: "observed", cell: "value" },
  ...{ embeddingSize: 30, iterations: 100, regularization: 0.15 },
};

/**
 * The same to four digits: of a figure of about this size no more than 1e-4 lost, half a unit of the
 * fourth and what single precision may turn over.
 */
const fourDigits = (figure: number): Pick<Row, "goal"> => ({ goal: 1 + 1e-4 / figure });

/** Chosen on the embedded data's validation part; see chooseDefaults --embedded. */
const MOVIE_LENS_ALS = { embeddingSize: 128, regularization: 0.01, unobservedWeight: 0.5 };

/** As Rendle and others (2022) set iALS on their sparsest data; not searched on Gowalla. */
const GOWALLA = {
  Ials: { embeddingSize: 256, regularization: 0.002, unobservedWeight: 0.1 },
  ItemKnn: { neighbourCount: 100 },
};

/** LightGCN's published figures on Gowalla: He and others (2020), arXiv:2002.02126, table 4. */
const LIGHT_GCN = { "recall@20": 0.183, "ndcg@20": 0.1554 } as const;

const rows: readonly Row[] = [
  ...[100, 200, 300, 500, 1000].map((regularization) =>
    beside(
      `ease lambda ${regularization},`,
      "Ease",
      { regularization },
      [`EASE_lam${regularization}`, "NumPy"],
      fourDigits(0.48),
    ),
  ),
  ...([400, 100] as const).map((neighbourCount) =>
    beside(
      `itemknn K ${neighbourCount},`,
      "ItemKnn",
      { neighbourCount },
      [neighbourCount === 400 ? "ItemKNN" : "ItemKNN_K100", "SciPy"],
      fourDigits(0.43),
    ),
  ),
  // Not beside the kept .4428: there rounding breaks exact ties of similarities.
  {
    ...ranked("userknn K 100,", "UserKnn", "NumPy", 1, { neighbourCount: 100 }),
    ...fourDigits(0.44),
  },
  beside("ials as implicit,", "Ials", IMPLICIT_ALS, ["implicit_ALS", "implicit"], { seeds: 5 }),
  beside("ials defaults,", "Ials", {}, ["implicit_ALS", "implicit"], { goal: 1, seeds: 5 }),
  // Within .4403 +- .007 or better.
  beside("bpr as cornac,", "Bpr", CORNAC_BPR, ["", "cornac"], {
    goal: 1.016,
    seeds: 5,
    kept: CORNAC,
  }),
  beside("bpr defaults,", "Bpr", {}, ["", "cornac"], { goal: null, seeds: 5, kept: CORNAC }),
  ranked("slim", "Slim", "scikit-learn's ElasticNet"),
  ranked("admmslim", "AdmmSlim", "the paper's steps in NumPy"),
  ranked("rp3beta", "Rp3Beta", "SciPy"),
  ranked("puresvd", "PureSvd", "SciPy's svds", 5),
  ranked("nmf Frobenius,", "Nmf", "scikit-learn", 5),
  ranked("nmf Kullback-Leibler,", "Nmf", "scikit-learn", 5, {
    loss: "kullbackLeibler",
    solver: "multiplicative",
  }),
  ranked("hpf", "HierarchicalPoisson", "hpfrec", 5),
  ranked("lda", "Lda", "scikit-learn", 5),
  ranked("sparsecoding", "SparseCoding", "scikit-learn's DictionaryLearning", 5),
  ranked("warp", "Warp", "lightfm", 5),
  rated("biased matrix factorisation", "BiasedMf", {}, surprise("SVD"), 5),
  // Published with Surprise; the kept folds were not scored with it.
  rated("svdpp", "SvdPlusPlus", {}, 0.919, 5),
  rated("nmf observed ratings,", "Nmf", NMF_RATINGS, surprise("NMF"), 5),
  rated("pmf", "Pmf", {}, surprise("SVD"), 5),
  rated("knnbaseline", "KnnBaseline", {}, surprise("KNNBaseline")),
  rated("slopeone", "SlopeOne", {}, surprise("SlopeOne")),
  rated("baseline", "BaselineBiases", {}, surprise("BaselineOnly")),
  ...(
    [
      ["ease", "Ease", { regularization: 200 }, "EASE", 1, fourDigits(0.068).goal],
      ["ials", "Ials", MOVIE_LENS_ALS, "iALS_implicit", 5, 1],
    ] as const
  ).map(([family, model, config, scores, seeds, goal]): Row => ({
    name: `${family} MovieLens latest-small, per user, ${scores} kept`,
    ...{ split: "movielens", model, config, seeds, goal },
    kept: ["ml-latest-small-peruser-temporal", "scores", scores, "B_refit_train_valid", "NDCG@10"],
  })),
  ...(
    [
      ["markov", "MarkovChain", {}, "MarkovChain_last_item", 0.043],
      ["ease", "Ease", { regularization: 30, maxItems: 12_101 }, "EASE", 0.039],
      ["itemknn", "ItemKnn", { neighbourCount: 500 }, "ItemKNN", 0.032],
    ] as const
  ).map(([family, model, config, scores, figure]): Row => {
    const place = ["fit_train_history_train_valid", "seen_removed", "NDCG@10"];
    const kept = ["beauty-loo", "scores", scores, ...place] as const;
    const name = `${family} Beauty, leave-one-out, SciPy kept`;
    return { name, split: "beauty", model, config, kept, ...fourDigits(figure) };
  }),
  ...(["Ials", "ItemKnn"] as const).flatMap((model) =>
    (["recall@20", "ndcg@20"] as const).map((metric): Row => {
      const name = `${model.toLowerCase()} Gowalla ${metric}, LightGCN published`;
      const kept = LIGHT_GCN[metric];
      return { name, split: "gowalla", model, config: GOWALLA[model], metric, goal: null, kept };
    }),
  ),
];

export const accuracyComparisons: readonly Comparison[] = rows.map(comparison);
