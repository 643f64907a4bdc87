// node dist/bench/forecastOnce.js world [NAME...]    learns, forecasts and scores on the drifting world
// node dist/bench/forecastOnce.js journey [NAME...]  the same on The Complete Journey
//   kept in .cache/bench/forecast: what was learned is not learned again; NAME "ParticleFilter" is
//   the particle filter at two numbers of particles
// node dist/bench/forecastOnce.js summary            writes bench/forecast.json from what is kept
// node dist/bench/forecastOnce.js share|score NAME   a forecaster's figure on the world, the journey
// node dist/bench/forecastOnce.js speed fit|forecast [USERS]  seconds of the LSTM on 100,000 x 12 windows
import { writeFileSync } from "node:fs";
import { forecastSkill, LstmSeq2Seq, scoreForecasts } from "../lib/evolution";
import { completeJourneyWindows } from "./completeJourney";
import {
  delayOnWorld,
  FUTURES,
  HORIZONS,
  meanOf,
  scoredUsers,
  scoresOnWorld,
} from "./forecastScores";
import { journeyScore, shareOf, summary } from "./forecastSummary";
import { DRIFTING_WORLD, driftingWorld, filterForecast, KNOWN_WINDOWS } from "./forecastWorld";
import { learned } from "./keptForecasters";
import { keepScores, NETWORKS, SIMPLE } from "./keptScores";

/** The filter's forecast is taken with the second; that both agree says that they are enough. */
const PARTICLES = [250, 1000];

/** Households' last weeks that are forecast; forecasters learn from the weeks before. */
const JOURNEY_ORIGINS = [40, 42, 44, 46, 48, 50];

function report(name: string, values: readonly number[]): void {
  console.error(`${name}: ${values.map((value) => value.toFixed(4)).join("  ")}`);
}

async function onWorld(names: readonly string[]): Promise<void> {
  const world = driftingWorld(10_000);
  const known = world.windows.until(KNOWN_WINDOWS);
  for (const name of names) {
    if (name === "ParticleFilter") {
      filterOnWorld(world);
      continue;
    }
    const config = NETWORKS.includes(name) ? { seasonWindows: DRIFTING_WORLD.seasonPeriods } : {};
    const forecaster = await learned("world", name, config, known);
    const forecast = forecaster.forecast(known.select(scoredUsers()), {
      horizonCount: HORIZONS,
      sampleCount: FUTURES,
    });
    const scores = scoresOnWorld(world, forecast);
    report(`${name}, KL by horizon`, scores.divergence.map(meanOf));
    report(`${name}, coverage by horizon`, scores.coverage);
    keepScores("world", name, { ...scores, delay: delayOnWorld(world, forecaster) });
  }
}

function filterOnWorld(world: ReturnType<typeof driftingWorld>): void {
  for (const particleCount of PARTICLES) {
    const { forecast, effectiveCounts } = filterForecast(world, scoredUsers(), {
      ...{ particleCount, knownWindows: KNOWN_WINDOWS },
      ...{ horizonCount: HORIZONS, sampleCount: FUTURES },
    });
    const scores = scoresOnWorld(world, forecast);
    const sorted = effectiveCounts.sort((a, b) => a - b);
    const effective = [sorted[0], sorted[sorted.length >> 1]];
    report(`${particleCount} particles, KL by horizon`, scores.divergence.map(meanOf));
    report(`${particleCount} particles, coverage by horizon`, scores.coverage);
    report(`${particleCount} particles, least and median effective`, effective);
    const kept = { ...scores, delay: null, particleCount, effective };
    keepScores("world", `ParticleFilter${particleCount}`, kept);
    keepScores("world", "ParticleFilter", kept);
  }
}

async function onJourney(names: readonly string[]): Promise<void> {
  const windows = await completeJourneyWindows();
  if (!windows) throw new Error("forecastOnce requires ../shared/data/completejourney, got none");
  const known = windows.until(JOURNEY_ORIGINS[0]);
  console.error(`${windows.users.length} households, ${windows.interests.length} departments`);
  let reference: Float64Array | null = null;
  for (const name of ["ExponentialMean", ...names.filter((one) => one !== "ExponentialMean")]) {
    const config = NETWORKS.includes(name) ? { horizonWindows: 4 } : {};
    const forecasters = [await learned("journey", name, config, known)];
    const [{ logScore }] = scoreForecasts({
      ...{ forecasters, windows, origins: JOURNEY_ORIGINS, horizonCount: 1, sampleCount: 2 },
    });
    reference ??= logScore;
    const { skill, low, high, userCount } = forecastSkill(logScore, reference);
    report(`${name}, skill one week ahead`, [skill, low, high]);
    keepScores("journey", name, { logScore: meanOf(logScore), skill, low, high, userCount });
  }
}

/** Seconds to learn with early stopping, or to forecast three windows ahead. */
async function speed(part: string, userCount = "100000"): Promise<number> {
  const { windows } = driftingWorld(Number(userCount));
  const known = windows.until(KNOWN_WINDOWS);
  const config = {
    ...{ horizonWindows: 3, seasonWindows: 12, originsPerStep: 2, hiddenSize: 32 },
    ...{ batchSize: 1024, learningRate: 0.005, patience: 1 },
  };
  const forecaster = new LstmSeq2Seq(part === "fit" ? config : { ...config, epochs: 1 });
  const start = performance.now();
  const soFar = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  await forecaster.fit(known, {
    onProgress: ({ done, loss }) => console.error(`epoch ${done}: ${loss?.toFixed(5)}, ${soFar()}`),
  });
  if (part === "fit") return (performance.now() - start) / 1000;
  const from = performance.now();
  forecaster.forecast(known, { horizonCount: 3 });
  return (performance.now() - from) / 1000;
}

async function main([mode, ...names]: readonly string[]): Promise<void> {
  const wanted = names.length > 0 ? names : [...SIMPLE, ...NETWORKS];
  const print = (value: number): void => console.log(JSON.stringify({ value }));
  if (mode === "world") await onWorld(names.length > 0 ? names : [...wanted, "ParticleFilter"]);
  else if (mode === "journey") await onJourney(wanted);
  else if (mode === "summary") writeFileSync("bench/forecast.json", summary());
  else if (mode === "share") print(shareOf(names[0]));
  else if (mode === "score") print(journeyScore(names[0]));
  else if (mode === "speed") print(await speed(names[0], names[1]));
  else throw new RangeError(`forecastOnce requires a mode, got ${mode}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
