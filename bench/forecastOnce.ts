// node dist/bench/forecastOnce.js world      KL(truth || forecast) on the drifting world, kept in .cache
// node dist/bench/forecastOnce.js share NAME share of the gap from persistence to the particle filter
// node dist/bench/forecastOnce.js journey    log scores on The Complete Journey, kept in .cache
// node dist/bench/forecastOnce.js score NAME mean log score there
// node dist/bench/forecastOnce.js speed fit|forecast   seconds of the LSTM on 100,000 x 12 windows
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  createForecaster,
  type Forecaster,
  forecastSkill,
  LstmSeq2Seq,
  scoreForecasts,
} from "../lib/evolution";
import { klDivergence } from "../lib/metrics";
import { completeJourneyWindows } from "./completeJourney";
import {
  DRIFTING_WORLD,
  driftingWorld,
  filterForecasts,
  KNOWN_WINDOWS,
  truthOf,
} from "./forecastWorld";

const FOLDER = path.resolve(".cache/bench");
const NEURAL = ["Rrn", "LstmSeq2Seq", "TransformerSeq2Seq", "ConditionalVae", "WindowTransformer"];
const SIMPLE = [
  "Persistence",
  "PopulationMean",
  "ExponentialMean",
  "SeasonalMean",
  "ChangePoint",
  "KalmanFilter",
];

/** Users whom the particle filter follows, and its particles. */
const SCORED_USERS = 300;
const PARTICLES = 1000;
const HORIZONS = [1, 3, 6, 12];
/** Households' last weeks that are forecast; forecasters learn from the weeks before. */
const JOURNEY_ORIGINS = [40, 42, 44, 46, 48, 50];

type Kept = Record<string, number[]>;

function keep(name: string, add: Kept): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.json`);
  writeFileSync(file, JSON.stringify({ ...kept(name), ...add }));
}

function kept(name: string): Kept {
  const file = path.join(FOLDER, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : {};
}

const mean = (values: ArrayLike<number>): number => {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

async function fitted(
  name: string,
  config: object,
  ...fit: Parameters<Forecaster["fit"]>
): Promise<Forecaster> {
  const forecaster = createForecaster(name, config);
  const start = performance.now();
  await forecaster.fit(...fit);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.error(`${name}: learned in ${seconds} s`);
  return forecaster;
}

/** Mean divergence from the truth 1, 3, 6 and 12 windows ahead, and interval coverage beside. */
async function onWorld(names: readonly string[]): Promise<void> {
  const world = driftingWorld(10_000);
  const known = world.windows.until(KNOWN_WINDOWS);
  const scored = known.select(Int32Array.from({ length: SCORED_USERS }, (_, user) => user));
  const truths = HORIZONS.map((h) => truthOf(world, SCORED_USERS, KNOWN_WINDOWS + h - 1));
  for (const name of names) {
    if (name === "ParticleFilter") {
      const options = { particleCount: PARTICLES, horizonCount: 12 };
      const forecasts = filterForecasts(world, SCORED_USERS, options);
      const divergence = HORIZONS.map((h, i) =>
        mean(klDivergence(truths[i].probabilities, forecasts[h - 1])),
      );
      report(name, divergence);
      keep("forecast-world", { [name]: divergence });
      continue;
    }
    const season = DRIFTING_WORLD.seasonPeriods;
    const config = NEURAL.includes(name) ? { seasonWindows: season } : {};
    const forecaster = await fitted(name, config, known);
    const { horizons } = forecaster.forecast(scored, { horizonCount: 12 });
    const divergence = HORIZONS.map((h, i) => mean(klDivergence(truths[i], horizons[h - 1])));
    report(name, divergence);
    keep("forecast-world", { [name]: divergence });
  }
}

function report(name: string, values: readonly number[]): void {
  console.error(`${name}: ${values.map((value) => value.toFixed(4)).join("  ")}`);
}

/** Share of the gap one window ahead; of "neural": the best of the networks. */
function share(name: string): number {
  const all = kept("forecast-world");
  const gap = all.Persistence[0] - all.ParticleFilter[0];
  const of = (one: string): number => (all.Persistence[0] - all[one][0]) / gap;
  return name === "neural" ? Math.max(...NEURAL.map(of)) : of(name);
}

async function onJourney(names: readonly string[]): Promise<void> {
  const windows = await completeJourneyWindows();
  if (!windows) throw new Error("forecastOnce requires ../shared/data/completejourney, got none");
  const known = windows.until(JOURNEY_ORIGINS[0]);
  console.error(`${windows.users.length} households, ${windows.interests.length} departments`);
  let reference: Float64Array | null = null;
  for (const name of ["ExponentialMean", ...names.filter((one) => one !== "ExponentialMean")]) {
    const config = NEURAL.includes(name) ? { horizonWindows: 4 } : {};
    const forecasters = [await fitted(name, config, known)];
    const scores = scoreForecasts({
      ...{ forecasters, windows, origins: JOURNEY_ORIGINS, horizonCount: 2, sampleCount: 2 },
    });
    const [{ logScore }] = scores;
    reference ??= logScore;
    const { skill, low, high } = forecastSkill(logScore, reference);
    report(`${name}, skill one week ahead`, [skill, low, high]);
    keep("forecast-journey", { [name]: [mean(logScore), skill, low, high] });
  }
}

/** Seconds to learn with early stopping, or to forecast three windows ahead. */
async function speed(part: string): Promise<number> {
  const { windows } = driftingWorld(100_000);
  const known = windows.until(KNOWN_WINDOWS);
  const config = { horizonWindows: 3, seasonWindows: 12, batchSize: 1024, patience: 1 };
  const forecaster = new LstmSeq2Seq(part === "fit" ? config : { ...config, epochs: 1 });
  const start = performance.now();
  await forecaster.fit(known, {
    onProgress: ({ done, loss }) => console.error(`epoch ${done}: ${loss?.toFixed(4) ?? ""}`),
  });
  if (part === "fit") return (performance.now() - start) / 1000;
  const from = performance.now();
  forecaster.forecast(known, { horizonCount: 3 });
  return (performance.now() - from) / 1000;
}

async function main([mode, ...names]: readonly string[]): Promise<void> {
  const all = ["Persistence", ...SIMPLE.slice(1), ...NEURAL];
  const wanted = names.length > 0 ? names : all;
  if (mode === "world") await onWorld(names.length > 0 ? names : [...all, "ParticleFilter"]);
  else if (mode === "journey") await onJourney(wanted);
  else if (mode === "share") console.log(JSON.stringify({ value: share(names[0]) }));
  else if (mode === "score") console.log(JSON.stringify({ value: score(names[0]) }));
  else if (mode === "speed") console.log(JSON.stringify({ value: await speed(names[0]) }));
  else throw new RangeError(`forecastOnce requires a mode, got ${mode}`);
}

function score(name: string): number {
  const all = kept("forecast-journey");
  return name === "neural" ? Math.min(...NEURAL.map((one) => all[one][0])) : all[name][0];
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
