import { type DenseMatrix, denseMatrix } from "../matrices";
import { type Calibrator, checkEvents } from "./Calibrator";
import { isotonicRegression, isotonicValue } from "./isotonicRegression";

/** Keeps an outcome that never happened in the held-out events possible. */
const FLOOR = 1e-6;

/**
 * A rising function for each class, one against the rest, and rows divided by their sums.
 * It assumes no shape, so it wants many events (thousands); a row of all zeros becomes uniform.
 *
 * Deviation from the source: values are floored at 1e-6, or one unforeseen outcome would cost an
 * infinite log score.
 *
 * @param probabilities - held-out forecasts, shape [events, classes], rows sum to 1
 * @param outcomes - what happened, the same shape, rows sum to 1
 * @throws RangeError if there are no events or the shapes disagree
 * @see Zadrozny and Elkan (2002), Transforming classifier scores into accurate multiclass
 *   probability estimates
 */
export function isotonicCalibration(probabilities: DenseMatrix, outcomes: DenseMatrix): Calibrator {
  checkEvents("isotonicCalibration", probabilities, outcomes);
  const classCount = probabilities.columnCount;
  const column = (matrix: DenseMatrix, k: number): Float64Array =>
    Float64Array.from(
      { length: matrix.rowCount },
      (_, event) => matrix.values[event * classCount + k],
    );
  const fits = Array.from({ length: classCount }, (_, k) =>
    isotonicRegression(column(probabilities, k), column(outcomes, k)),
  );
  return {
    method: "isotonic",
    parameters: Object.fromEntries(
      fits.flatMap((fit, k) => [
        [`x${k}`, Array.from(fit.x)],
        [`y${k}`, Array.from(fit.y)],
      ]),
    ),
    apply: (forecasts) => {
      const values = new Float32Array(forecasts.values.length);
      for (let start = 0; start < values.length; start += classCount) {
        let sum = 0;
        for (let k = 0; k < classCount; k++) {
          const value = Math.max(isotonicValue(fits[k], forecasts.values[start + k]), FLOOR);
          values[start + k] = value;
          sum += value;
        }
        for (let k = 0; k < classCount; k++) values[start + k] /= sum;
      }
      return denseMatrix(values, forecasts.rowCount, classCount);
    },
  };
}
