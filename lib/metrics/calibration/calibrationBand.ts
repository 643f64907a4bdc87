import { SparseMatrix } from "../../matrices";
import { quantile, RandomGenerator, sampleCategorical } from "../../probability";
import {
  type Distributions,
  type Outcomes,
  probabilityRows,
  type ProbabilityRows,
} from "../distributions/rows";
import { type CalibrationOptions, expectedCalibrationError } from "./expectedCalibrationError";

/** What chance does to the calibration error of these forecasts. */
export interface CalibrationBand {
  /** The error of the outcomes as they were. */
  readonly error: number;
  /** Its bootstrap interval over users. */
  readonly low: number;
  readonly high: number;
  /** The mean error if the forecasts were true: the bias of the error at this sample size. */
  readonly errorIfCalibrated: number;
  /** The error that true forecasts exceed with probability 1 - level. */
  readonly highIfCalibrated: number;
}

/**
 * The expected calibration error with its bootstrap interval, and the error that perfectly
 * calibrated forecasts would show at this sample size: outcomes are drawn anew from the forecasts
 * themselves, as many for each user as the user had ("consistency resampling").
 *
 * An error below `highIfCalibrated` is no evidence of miscalibration.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user (-1: nothing), or counts users x interests
 * @throws RangeError as `expectedCalibrationError` does, or if there is no resample
 * @see Bröcker, Smith (2007), Increasing the reliability of reliability diagrams,
 * doi:10.1175/WAF993.1
 */
export function calibrationBand(
  forecasts: Distributions,
  outcomes: Outcomes,
  options: CalibrationOptions & { seed?: number; resampleCount?: number; level?: number } = {},
): CalibrationBand {
  const { seed = 1, resampleCount = 200, level = 0.95 } = options;
  if (!(Number.isInteger(resampleCount) && resampleCount > 0)) {
    throw new RangeError(`calibrationBand requires at least 1 resample, got ${resampleCount}`);
  }
  const rows = probabilityRows("calibrationBand", forecasts);
  const error = expectedCalibrationError(rows, outcomes, options);
  const weights = asWeights(outcomes, rows.columnCount);
  const random = new RandomGenerator(seed);
  const again = new Float64Array(resampleCount);
  const ifCalibrated = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample++) {
    const redrawn = redrawUsers(weights, random.fork("users").fork(resample));
    again[resample] = expectedCalibrationError(rows, redrawn, options);
    const drawn = drawOutcomes(rows, weights, random.fork("outcomes").fork(resample));
    ifCalibrated[resample] = expectedCalibrationError(rows, drawn, options);
  }
  again.sort();
  ifCalibrated.sort();
  return {
    error,
    low: quantile(again, (1 - level) / 2),
    high: quantile(again, (1 + level) / 2),
    errorIfCalibrated: ifCalibrated.reduce((sum, value) => sum + value, 0) / resampleCount,
    highIfCalibrated: quantile(ifCalibrated, level),
  };
}

/** The outcomes, each user's as often as a draw of users with replacement has the user. */
function redrawUsers(outcomes: SparseMatrix, random: RandomGenerator): SparseMatrix {
  const { rowCount, columnCount, rowStart, columnIndex } = outcomes;
  const times = new Float32Array(rowCount);
  for (let draw = 0; draw < rowCount; draw++) times[random.below(rowCount)]++;
  const value = outcomes.value.slice();
  for (let row = 0; row < rowCount; row++) {
    for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) value[entry] *= times[row];
  }
  return new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
}

/** Outcomes drawn from the forecasts, as many for each user as its weights come to. */
function drawOutcomes(
  { values, rowCount, columnCount }: ProbabilityRows,
  outcomes: SparseMatrix,
  random: RandomGenerator,
): SparseMatrix {
  const rows: number[] = [];
  const drawn: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const weight = outcomes.rowValues(row).reduce((sum, one) => sum + one, 0);
    const forecast = values.subarray(row * columnCount, (row + 1) * columnCount);
    for (let draw = 0; draw < Math.round(weight); draw++) {
      rows.push(row);
      drawn.push(sampleCategorical(random, forecast));
    }
  }
  return SparseMatrix.fromEntries([rowCount, columnCount], rows, drawn);
}

function asWeights(outcomes: Outcomes, columnCount: number): SparseMatrix {
  if (!(outcomes instanceof Int32Array)) return outcomes;
  const rows = Array.from(outcomes.keys()).filter((row) => outcomes[row] >= 0);
  const shape = [outcomes.length, columnCount] as const;
  return SparseMatrix.fromEntries(
    shape,
    rows,
    rows.map((row) => outcomes[row]),
  );
}
