// Scores of forecasters, in .cache/bench/forecast, and the forecasters' names.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const FORECAST_FOLDER: string = path.resolve(".cache/bench/forecast");

export const NETWORKS: readonly string[] = [
  "Rrn",
  "LstmSeq2Seq",
  "TransformerSeq2Seq",
  "ConditionalVae",
  "WindowTransformer",
];
export const SIMPLE: readonly string[] = [
  "Persistence",
  "PopulationMean",
  "ExponentialMean",
  "SeasonalMean",
  "ChangePoint",
  "KalmanFilter",
];

/** Keeps what a forecaster scored on a log. */
export function keepScores(log: string, name: string, scores: object): void {
  mkdirSync(path.join(FORECAST_FOLDER, log), { recursive: true });
  writeFileSync(path.join(FORECAST_FOLDER, log, `${name}.json`), JSON.stringify(scores));
}

/** Whether a forecaster was scored on a log. */
export function isScored(log: string, name: string): boolean {
  return existsSync(path.join(FORECAST_FOLDER, log, `${name}.json`));
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
  return JSON.parse(readFileSync(path.join(FORECAST_FOLDER, log, `${name}.json`), "utf8"));
}
