// node dist/bench/chooseDefaults.js [--embedded | --gowalla] MODEL [...]: what the models' defaults were chosen by. Fits
// every config of a model's grid inside training data only and prints each one's quality, then the best.
// Ranking models: NDCG@10 on the validation part of the embedded data's per-user split and, unless
// --embedded is said, on a quarter held out of the training part of the ML-100K split; the
// choice has the highest product of the two. Models of ratings: RMSE on a tenth held out of the
// embedded ratings. With --gowalla, the settings for Gowalla: recall@20 on a sixth of the users, fitted on
// its training file without its validation file.
import { MODELS } from "../lib/models";
import { ranking, rmse } from "./accuracyOf";
import { type Grid, product } from "./grid";
import {
  gowalla,
  holdOut,
  logOf,
  ml100k,
  movieLensPerUser,
  movieLensRows,
  type Parts,
  rowsOf,
} from "./splits";

/** Settings of each model that are tried together. */
const GRIDS: Readonly<Record<string, readonly Grid[]>> = {
  Ials: [
    {
      embeddingSize: [32, 64, 128],
      regularization: [0.003, 0.01, 0.02, 0.03, 0.05],
      unobservedWeight: [0.05, 0.1, 0.2, 0.4],
    },
  ],
  Bpr: [
    {
      embeddingSize: [32, 64, 128],
      epochs: [100, 200],
      learningRate: [0.02, 0.05],
      regularization: [0.003, 0.01, 0.03, 0.06],
    },
  ],
  Warp: [
    {
      embeddingSize: [64],
      epochs: [40, 80],
      learningRate: [0.01, 0.02, 0.05],
      regularization: [0.05, 0.1, 0.2],
    },
  ],
  BiasedMf: [
    {
      embeddingSize: [20, 50, 100],
      epochs: [20, 40, 60],
      learningRate: [0.005, 0.01],
      regularization: [0.05, 0.08, 0.12],
    },
  ],
  SvdPlusPlus: [
    {
      embeddingSize: [20, 50],
      epochs: [20, 40],
      learningRate: [0.005, 0.01],
      regularization: [0.05, 0.08, 0.12],
    },
  ],
  Pmf: [{ embeddingSize: [8, 16, 32], iterations: [5, 10, 20, 40] }],
  Nmf: [
    {
      solver: ["multiplicative"],
      cells: ["observed"],
      cell: ["value"],
      embeddingSize: [5, 15, 30],
      iterations: [20, 50, 100],
      regularization: [0.06, 0.1, 0.15, 0.25],
    },
  ],
};

/** Tried on the embedded data alone, for what its row of the benchmark is set to. */
const EMBEDDED: Readonly<Record<string, readonly Grid[]>> = {
  Ials: [
    {
      embeddingSize: [64, 128],
      regularization: [0.01, 0.015, 0.02],
      unobservedWeight: [0.1, 0.2, 0.3, 0.5, 1],
    },
    {
      embeddingSize: [64, 96],
      frequencyExponent: [0],
      regularization: [0.1, 1, 3, 10],
      unobservedWeight: [1],
      confidence: [0.01, 0.5, 1],
    },
  ],
};

const GOWALLA: Readonly<Record<string, readonly Grid[]>> = {
  Ials: [
    {
      embeddingSize: [256],
      regularization: [0.002, 0.01, 0.03],
      unobservedWeight: [0.1, 0.3],
    },
  ],
  ItemKnn: [{ neighbourCount: [100, 500], similarity: ["cosine", "asymmetric"] }],
};

const RATED = ["BiasedMf", "SvdPlusPlus", "Pmf", "Nmf"];

/** The measures of a config, higher is better. */
function judge(name: string, on: string): (config: object) => Promise<number[]> {
  if (on === "--gowalla") {
    const { train, test } = gowalla().inner;
    const sixth = { train, test: test.filter((row) => test.userIndex[row] % 6 === 0) };
    return async (config) => [await ranking(name, config, sixth, "recall@20")];
  }
  if (RATED.includes(name)) {
    const rows = movieLensRows();
    const { train, test } = holdOut(logOf(rows), 0.1);
    const held = rowsOf(test);
    return async (config) => [1 / (await rmse(name, config, train, held))];
  }
  const { train, valid } = movieLensPerUser();
  const parts: Parts[] = [{ train, test: valid }];
  if (on !== "--embedded") parts.push(holdOut(ml100k().train, 0.25));
  return async (config) => {
    const measured: number[] = [];
    for (const part of parts) measured.push(await ranking(name, config, part));
    return measured;
  };
}

async function main(words: readonly string[]): Promise<void> {
  const on = words.find((word) => word.startsWith("--")) ?? "";
  const grids =
    on === "--gowalla" ? GOWALLA : on === "--embedded" ? { ...GRIDS, ...EMBEDDED } : GRIDS;
  const names = words.filter((word) => !word.startsWith("--"));
  for (const name of names.length > 0 ? names : Object.keys(grids)) {
    if (!(name in grids)) {
      throw new RangeError(
        `chooseDefaults requires one of ${Object.keys(grids).join(", ")}, got ${name}`,
      );
    }
    const measure = judge(name, on);
    console.log(`${name}, now ${JSON.stringify(MODELS[name].defaults)}`);
    let best = { quality: -Infinity, line: "" };
    for (const config of grids[name].flatMap(product)) {
      const measured = await measure(config);
      const told = RATED.includes(name) ? measured.map((one) => 1 / one) : measured;
      const line = `${told.map((one) => one.toFixed(4)).join("  ")}  ${JSON.stringify(config)}`;
      console.log(`  ${line}`);
      const quality = measured.reduce((all, one) => all * one, 1);
      if (quality > best.quality) best = { quality, line };
    }
    console.log(`best: ${best.line}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
