import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type FitOptions, MODELS, parameterCount } from "../lib/models";
import { type TrainingCurve } from "../lib/training";
import { type Measured, rankings } from "./accuracyOf";
import { leaveOneOut } from "./leaveOneOut";
import { joined, ml100kPerUser, ml1m, movieLensPerUser, type Validated } from "./splits";

/** What one fit gave. */
export interface FitFigures {
  /** By measure: "ndcg@10", "recall@10", ... */
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Null where the model has none to speak of. */
  readonly parameters: number | null;
  /** Epochs run, and the one whose weights were kept; null for a model without epochs. */
  readonly epochs: { readonly run: number; readonly best: number } | null;
}

type Measure = (name: string, config: object, options: FitOptions) => Promise<Measured>;

const TOP_10 = ["ndcg@10", "recall@10"];

/** Fitted on training and validation parts together. */
const fittedOnBoth =
  (split: () => Validated): Measure =>
  (name, config, options) => {
    const { train, valid, test } = split();
    return rankings(name, config, { train: joined(train, valid), test }, TOP_10, options);
  };

/** Splits of each user's ratings in time, by name. */
export const PER_USER: Readonly<Record<string, () => Validated>> = {
  "ml-100k": ml100kPerUser,
  movielens: movieLensPerUser,
};

const SPLITS: Readonly<Record<string, Measure>> = {
  beauty: leaveOneOut,
  "ml-1m": (name, config, options) =>
    rankings(name, config, ml1m(), ["ndcg@20", "recall@20"], options),
  ...Object.fromEntries(
    Object.entries(PER_USER).map(([name, split]) => [name, fittedOnBoth(split)]),
  ),
};

/** Fits and measures, or reads what an earlier run with the same settings kept. */
export async function neuralFigures(
  split: string,
  name: string,
  settings: object,
): Promise<FitFigures> {
  const config = { ...MODELS[name].defaults, ...settings };
  const key = createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 12);
  const file = path.join(".cache/neural-accuracy", `${split}-${name}-${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as FitFigures;
  const startMs = performance.now();
  mkdirSync(path.dirname(file), { recursive: true });
  const checkpointFile = file.replace(/json$/, "checkpoint");
  const { model, figures } = await SPLITS[split](name, config, {
    checkpointFile,
    onProgress: ({ done, total, unit, loss, validation }) => {
      const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
      const told = [`loss ${loss?.toFixed(4)}`, `validation ${validation?.toFixed(4)}`];
      console.error(
        `${name} on ${split}: ${unit} ${done}/${total}, ${told.join(", ")}, ${seconds} s`,
      );
    },
  });
  const seconds = (performance.now() - startMs) / 1000;
  const { curve = null } = model as { curve?: TrainingCurve | null };
  const result: FitFigures = {
    figures,
    seconds,
    parameters: parameterCount(model) || null,
    epochs: curve && { run: curve.epochs.length, best: curve.bestEpoch },
  };
  model.dispose();
  rmSync(checkpointFile, { force: true });
  writeFileSync(file, JSON.stringify({ split, name, config, ...result }, null, 1));
  return result;
}
