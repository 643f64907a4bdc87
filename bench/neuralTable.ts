// node dist/bench/neuralTable.js ml-100k|movielens [SEEDS]: every family of neural models beside popularity,
// EASE and iALS on a per-user temporal split (the last tenth of each user's ratings of 4 and over is the
// test), fitted on training and validation parts. EASE's and iALS' settings are chosen on the validation
// part; networks have theirs by hand and stop by users held out of the fit. Prints a table of means over
// seeds (default 3, one of the slowest) with their standard deviation, the median seconds of a fit with its
// scoring, and the parameters learned, and keeps it for docs/accuracy.md in bench/neuralTables.json. What
// each fit gave is kept; see neuralAccuracyOnce.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { MODELS } from "../lib/models";
import { ranking } from "./accuracyOf";
import { type FamilyRow, familyTable, type FamilyTables } from "./familyTable";
import { type Grid, product } from "./grid";
import { type FitFigures, neuralFigures, PER_USER } from "./neuralFigures";
import { type Validated } from "./splits";

const FILE = "bench/neuralTables.json";

/** Few users: small batches, so that an epoch has steps enough. */
const SEQUENCES = { batchSize: 64, dropout: 0.3, epochs: 60, patience: 6 };
const PLACES = { ...SEQUENCES, placesPerBatch: 2048 };
const ENCODERS = { batchSize: 256, epochs: 20, patience: 3 };
const PAIRS = { batchSize: 1024, epochs: 30, patience: 4 };

/** What the validation part chooses from, by NDCG@10. */
const CLASSICAL: Readonly<Record<string, Grid>> = {
  Ease: { regularization: [50, 100, 200, 300, 500, 1000] },
  Ials: {
    embeddingSize: [32, 64, 128],
    regularization: [0.003, 0.01, 0.03],
    unobservedWeight: [0.05, 0.1, 0.2, 0.5],
  },
};

const NEURAL: Readonly<Record<string, object>> = {
  MultVae: { batchSize: 100, epochs: 100 },
  RecVae: { batchSize: 100, epochs: 50 },
  LightGcn: { batchSize: 4096, learningRate: 0.01, layerCount: 2, epochs: 60 },
  TwoTower: PAIRS,
  NeuMf: PAIRS,
  DeepFm: PAIRS,
  Gru4Rec: PLACES,
  Caser: SEQUENCES,
  Sasrec: PLACES,
  Bert4Rec: { ...SEQUENCES, placesPerBatch: 1024, epochs: 100 },
  DnnEncoder: ENCODERS,
  CnnEncoder: ENCODERS,
  LstmEncoder: ENCODERS,
  GruEncoder: ENCODERS,
  TransformerEncoder: ENCODERS,
};

/** A fit of it takes ten minutes: one seed. */
const SLOW = "TransformerEncoder";

async function rowOf(
  split: string,
  model: string,
  config: object,
  seeds: number,
): Promise<FamilyRow> {
  const drawn = "seed" in MODELS[model].defaults;
  const fits: FitFigures[] = [];
  for (let seed = 0; seed < (drawn ? seeds : 1); seed++) {
    fits.push(await neuralFigures(split, model, drawn ? { ...config, seed } : config));
  }
  const seconds = fits.map((fit) => fit.seconds).sort((a, b) => a - b);
  return {
    model,
    config,
    seeds: fits.length,
    ndcg: fits.map(({ figures }) => figures["ndcg@10"]),
    recall: fits.map(({ figures }) => figures["recall@10"]),
    seconds: seconds[seconds.length >> 1],
    parameters: fits[0].parameters,
  };
}

async function chosen({ train, valid }: Validated, model: string, grid: Grid): Promise<object> {
  let best = { config: {}, quality: -Infinity };
  for (const config of product(grid)) {
    const quality = await ranking(model, config, { train, test: valid });
    if (quality > best.quality) best = { config, quality };
  }
  return best.config;
}

async function main([split, seeds = "3"]: readonly string[]): Promise<void> {
  if (!(split in PER_USER)) {
    throw new RangeError(
      `neuralTable requires ${Object.keys(PER_USER).join(" or ")}, got ${split}`,
    );
  }
  const rows: FamilyRow[] = [];
  const add = async (model: string, config: object, seedCount = Number(seeds)): Promise<void> => {
    rows.push(await rowOf(split, model, config, seedCount));
    const kept = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as FamilyTables) : {};
    writeFileSync(FILE, `${JSON.stringify({ ...kept, [split]: rows }, null, 2)}\n`);
  };
  await add("Popularity", {});
  for (const [model, grid] of Object.entries(CLASSICAL)) {
    await add(model, await chosen(PER_USER[split](), model, grid));
  }
  for (const [model, config] of Object.entries(NEURAL)) {
    await add(model, config, model === SLOW ? 1 : undefined);
  }
  console.log(familyTable(rows));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
