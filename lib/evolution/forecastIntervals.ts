import { credibleIntervals, type CredibleIntervals } from "../interests";
import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";
import { quantile, RandomGenerator, sampleDirichlet } from "../probability";
import { type InterestForecast } from "./Forecaster";

/**
 * The central interval of each interest's probability so many windows ahead: of the samples where
 * there are any, else of the posterior.
 *
 * @param horizon - windows ahead, from 1
 * @param level - in (0, 1)
 * @throws RangeError if the forecast doesn't reach so far, or has neither samples nor posterior
 */
export function forecastIntervals(
  forecast: InterestForecast,
  horizon: number,
  level = 0.9,
): CredibleIntervals {
  checkHorizon("forecastIntervals", forecast, horizon);
  const samples = forecast.samples?.[horizon - 1];
  if (!samples) return credibleIntervals(forecast.horizons[horizon - 1], level);
  const { rowCount, columnCount } = samples[0];
  const lower = new Float32Array(rowCount * columnCount);
  const upper = new Float32Array(rowCount * columnCount);
  const cell = new Float64Array(samples.length);
  for (let i = 0; i < lower.length; i++) {
    samples.forEach(({ values }, s) => (cell[s] = values[i]));
    cell.sort();
    lower[i] = quantile(cell, samplePlace((1 - level) / 2, cell.length));
    upper[i] = quantile(cell, samplePlace((1 + level) / 2, cell.length));
  }
  const shape = [rowCount, columnCount] as const;
  return { level, lower: denseMatrix(lower, ...shape), upper: denseMatrix(upper, ...shape) };
}

/**
 * Where among n samples the place is that a further draw stays below with chance p: the p (n + 1)-th
 * of them, as a share of the way from the first to the last.
 *
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages, definition 6,
 *   doi:10.1080/00031305.1996.10473566
 */
function samplePlace(p: number, n: number): number {
  return n === 1 ? 0 : Math.min(1, Math.max(0, (p * (n + 1) - 1) / (n - 1)));
}

/**
 * Equally likely futures so many windows ahead: the forecast's own samples, else draws from its
 * posterior, each window's apart.
 *
 * @returns `sampleCount` of shape [users, interests], or as many as the forecast has
 */
export function drawFutures(
  forecast: InterestForecast,
  horizon: number,
  { sampleCount = 100, seed = 1 }: { sampleCount?: number; seed?: number } = {},
): readonly DenseMatrix[] {
  checkHorizon("drawFutures", forecast, horizon);
  const samples = forecast.samples?.[horizon - 1];
  if (samples) return samples.slice(0, sampleCount);
  const { concentrations } = forecast.horizons[horizon - 1];
  if (!concentrations) {
    throw new RangeError("drawFutures requires samples or a posterior, got neither");
  }
  const { rowCount, columnCount } = concentrations;
  const random = new RandomGenerator(seed).fork("drawFutures").fork(horizon);
  return Array.from({ length: sampleCount }, () => {
    const values = new Float32Array(rowCount * columnCount);
    for (let row = 0; row < rowCount; row++) {
      const own = Array.from(matrixRow(concentrations, row));
      values.set(sampleDirichlet(random, own), row * columnCount);
    }
    return denseMatrix(values, rowCount, columnCount);
  });
}

function checkHorizon(name: string, { horizons }: InterestForecast, horizon: number): void {
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon <= horizons.length)) {
    throw new RangeError(`${name} requires a horizon in [1, ${horizons.length}], got ${horizon}`);
  }
}
