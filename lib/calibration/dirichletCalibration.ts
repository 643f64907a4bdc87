import { type DenseMatrix } from "../matrices";
import { type Calibrator, checkEvents } from "./Calibrator";
import { applyLogLinear, fitLogLinear, type LogLinearMap } from "./logLinear";
import { diagonal } from "./temperatureScaling";

/** Options of `dirichletCalibration`. */
export interface DirichletCalibrationOptions {
  /** Penalty on the mean square of W's off-diagonal entries. */
  readonly offDiagonalPenalty?: number;
  /** Penalty on the mean square of the intercepts. */
  readonly interceptPenalty?: number;
}

/**
 * A full log-linear map, which can also move mass between classes that the model mixes up.
 *
 *     q proportional to exp(W ln p + b)
 *
 * W and b minimise the mean cross-entropy plus off-diagonal and intercept regularisation (ODIR),
 * starting from the identity.
 *
 * @param probabilities - held-out forecasts, shape [events, classes], rows sum to 1
 * @param outcomes - what happened, the same shape, rows sum to 1
 * @throws RangeError if there are no events or the shapes disagree
 * @see Kull et al. (2019), Beyond temperature scaling: Dirichlet calibration, section 3
 */
export function dirichletCalibration(
  probabilities: DenseMatrix,
  outcomes: DenseMatrix,
  options: DirichletCalibrationOptions = {},
): Calibrator {
  checkEvents("dirichletCalibration", probabilities, outcomes);
  const { offDiagonalPenalty = 1e-3, interceptPenalty = 1e-3 } = options;
  const classCount = probabilities.columnCount;
  const cellCount = classCount * classCount;
  const build = (parameters: Float64Array): LogLinearMap => ({
    weights: parameters.subarray(0, cellCount),
    intercepts: parameters.subarray(cellCount),
  });
  const pullBack = ({ weights, intercepts }: LogLinearMap): Float64Array =>
    Float64Array.from([...weights, ...intercepts]);
  const offDiagonalScale = offDiagonalPenalty / Math.max(1, cellCount - classCount);
  const interceptScale = interceptPenalty / classCount;
  const scaleOf = (i: number): number => {
    if (i >= cellCount) return interceptScale;
    return i % (classCount + 1) === 0 ? 0 : offDiagonalScale;
  };
  const penalty = (parameters: Float64Array): { value: number; gradient: Float64Array } => ({
    value: parameters.reduce((sum, x, i) => sum + scaleOf(i) * x * x, 0),
    gradient: parameters.map((x, i) => 2 * scaleOf(i) * x),
  });
  const start = new Float64Array(cellCount + classCount);
  start.set(diagonal(new Float64Array(classCount).fill(1)));
  const parameters = fitLogLinear(probabilities, outcomes, { start, build, pullBack, penalty });
  const map = build(parameters);
  return {
    method: "dirichlet",
    parameters: { weights: Array.from(map.weights), intercepts: Array.from(map.intercepts) },
    apply: (forecasts) => applyLogLinear(map, forecasts),
  };
}
