// How good the neural models are, mean and spread over seeds (three where there was time for them): on Beauty's
// leave-one-out split beside published and kept figures, on ML-1M beside RecBole with the same settings.
// RecBole's figures are kept in bench/peers/recbole.json, since its fits take long; recbole_split.py makes
// them anew:
//   python3 -m venv VENV && VENV/bin/pip install -r bench/peers/requirements/recbole.txt
//   VENV/bin/python bench/peers/recbole_split.py MODEL CONFIG 3 bench/peers/recbole.json
import { type Comparison } from "./Comparison";

/** What `keptFigure` prints. */
type Kept = readonly (string | number)[];

interface Row {
  readonly name: string;
  readonly split: string;
  readonly model: string;
  readonly config: object;
  readonly metric: string;
  readonly goal: number | null;
  readonly seeds?: number;
  readonly kept: Kept;
}

function comparison({ seeds = 3, ...row }: Row): Comparison {
  const { name, split, model, config, metric, goal, kept } = row;
  const words = [split, model, JSON.stringify(config), `${seeds}`, metric];
  return {
    ...{ name, unit: metric, goal, runs: 1, seedCount: seeds },
    environment: null,
    ratio: "peer/ours",
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/neuralAccuracyOnce.js", ...words] }),
    peer: () => ({ command: [process.execPath, "dist/bench/keptFigure.js", ...kept.map(String)] }),
  };
}

/** The kept PyTorch run's settings; histories go into the shortest of three lengths that holds them. */
const SASREC_BEAUTY = {
  ...{ dropout: 0.3, batchSize: 256, historyLength: 50, embeddingSize: 64, blockCount: 2 },
  ...{ placesPerBatch: 1792, paddedLengths: 3, epochs: 30, patience: 3 },
};
const GRU4REC_BEAUTY = {
  ...{ dropout: 0.3, historyLength: 20, placesPerBatch: 1792, epochs: 25, patience: 3 },
};
const BERT4REC_BEAUTY = {
  ...{ dropout: 0.2, historyLength: 20, maskShare: 0.4, placesPerBatch: 512, paddedLengths: 3 },
  ...{ epochs: 50, patience: 5 },
};

type Goal = Pick<Row, "kept" | "goal">;

/** On Beauty, recall@10 and NDCG@10. */
function onBeauty(
  model: string,
  config: object,
  goals: { said: string; recall: Goal; ndcg: Goal; seeds?: number },
): Row[] {
  const name = `${model.toLowerCase()} Beauty, leave-one-out`;
  const row = { split: "beauty", model, config, seeds: goals.seeds };
  return [
    { ...row, ...goals.recall, name: `${name}, recall@10, ${goals.said}`, metric: "recall@10" },
    { ...row, ...goals.ndcg, name: `${name}, ndcg@10, ${goals.said}`, metric: "ndcg@10" },
  ];
}

const TORCH = ["beauty-loo/sasrec-torch-ce-quality.json", "test_at_best_valid", "seen_removed"];

/** Both sides have these settings and no early stopping. */
const ML_1M = {
  Ease: { regularization: 250 },
  MultVae: {
    ...{ hiddenSize: 600, latentSize: 64, dropout: 0.5, klWeight: 0.2, annealingSteps: 1000 },
    ...{ batchSize: 500, learningRate: 0.001, epochs: 60, validationShare: 0 },
  },
  RecVae: {
    ...{ hiddenSize: 600, latentSize: 200, dropout: 0.5, klWeightPerItem: 0.005 },
    ...{ encoderPasses: 3, batchSize: 500, learningRate: 0.0005, epochs: 20, validationShare: 0 },
  },
  LightGcn: {
    ...{ embeddingSize: 64, layerCount: 2, regularization: 0.0001, learningRate: 0.01 },
    ...{ batchSize: 65_536, epochs: 40, validationShare: 0 },
  },
};

const rows: readonly Row[] = [
  ...onBeauty("Sasrec", SASREC_BEAUTY, {
    said: "PyTorch kept",
    // At least .086 and .052.
    recall: { kept: [...TORCH, "R@10"], goal: 0.0879 / 0.086 },
    ndcg: { kept: [...TORCH, "N@10"], goal: 0.053 / 0.052 },
  }),
  ...onBeauty("Bert4Rec", BERT4REC_BEAUTY, {
    said: "published",
    seeds: 1,
    recall: { kept: [0.0347], goal: 1 },
    ndcg: { kept: [0.017], goal: 1 },
  }),
  ...onBeauty("Gru4Rec", GRU4REC_BEAUTY, {
    said: "published",
    seeds: 2,
    recall: { kept: [0.0283], goal: 1 },
    ndcg: { kept: [0.0137], goal: 1 },
  }),
  ...(["Ease", "MultVae", "RecVae", "LightGcn"] as const).flatMap((model) =>
    ["recall@20", "ndcg@20"].map((metric): Row => ({
      name: `${model.toLowerCase()} ML-1M, ${metric}, RecBole kept`,
      ...{ split: "ml-1m", model, config: ML_1M[model], metric },
      goal: model === "Ease" ? 1.001 : 1.02,
      seeds: model === "Ease" || model === "RecVae" ? 1 : 3,
      kept: ["bench/peers/recbole.json", model, metric],
    })),
  ),
];

export const neuralAccuracyComparisons: readonly Comparison[] = rows.map(comparison);
