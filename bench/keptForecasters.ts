// Forecasters that were learned once, and their scores, in .cache/bench/forecast.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createForecaster, type Forecaster, loadForecaster } from "../lib/evolution";

const FOLDER = path.resolve(".cache/bench/forecast");

/**
 * A forecaster learned on a log, or the one that was kept.
 *
 * @param log - what it learns from, in a word: the folder's name
 */
export async function learned(
  log: string,
  name: string,
  config: object,
  ...fit: Parameters<Forecaster["fit"]>
): Promise<Forecaster> {
  const folder = path.join(FOLDER, log, name);
  if (existsSync(folder)) return loadForecaster(folder);
  const forecaster = createForecaster(name, config);
  const start = performance.now();
  const [windows, options] = fit;
  await forecaster.fit(windows, {
    onProgress: ({ unit, done, loss }) => {
      console.error(`${name}: ${unit} ${done}${loss === undefined ? "" : `, ${loss.toFixed(5)}`}`);
    },
    ...options,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.error(`${name}: learned in ${seconds} s`);
  await forecaster.save(folder);
  return forecaster;
}

/** Keeps what a forecaster scored on a log. */
export function keepScores(log: string, name: string, scores: object): void {
  mkdirSync(path.join(FOLDER, log), { recursive: true });
  writeFileSync(path.join(FOLDER, log, `${name}.json`), JSON.stringify(scores));
}

/** Whether a forecaster was scored on a log. */
export function isScored(log: string, name: string): boolean {
  return existsSync(path.join(FOLDER, log, `${name}.json`));
}

/**
 * What a forecaster scored on a log.
 *
 * @throws RangeError if it wasn't scored
 */
export function keptScores(log: string, name: string): unknown {
  if (!isScored(log, name)) {
    throw new RangeError(`keptScores requires ${name} scored on the ${log}, got none`);
  }
  return JSON.parse(readFileSync(path.join(FOLDER, log, `${name}.json`), "utf8"));
}
