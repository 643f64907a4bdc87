// Forecasters that were learned once, in .cache/bench/forecast.
import { existsSync } from "node:fs";
import path from "node:path";
import { createForecaster, type Forecaster, loadForecaster } from "../lib/evolution";
import { FORECAST_FOLDER } from "./keptScores";

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
  const folder = path.join(FORECAST_FOLDER, log, name);
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
