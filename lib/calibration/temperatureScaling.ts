import { type DenseMatrix } from "../matrices";
import { type Calibrator, checkEvents } from "./Calibrator";
import { applyLogLinear, fitLogLinear, type LogLinearMap } from "./logLinear";

/**
 * One temperature for all classes: above 1 it flattens overconfident forecasts, below 1 it
 * sharpens timid ones; the order of the classes stays.
 *
 *     q_k proportional to p_k^(1 / T)
 *
 * T maximises the mean log score of the outcomes.
 *
 * @param probabilities - held-out forecasts, shape [events, classes], rows sum to 1
 * @param outcomes - what happened, the same shape, rows sum to 1
 * @throws RangeError if there are no events or the shapes disagree
 * @see Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks, 4.2
 */
export function temperatureScaling(probabilities: DenseMatrix, outcomes: DenseMatrix): Calibrator {
  checkEvents("temperatureScaling", probabilities, outcomes);
  const classCount = probabilities.columnCount;
  const build = ([inverse]: Float64Array): LogLinearMap => ({
    weights: diagonal(new Float64Array(classCount).fill(inverse)),
    intercepts: new Float64Array(classCount),
  });
  const pullBack = ({ weights }: LogLinearMap): Float64Array => {
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += weights[k * classCount + k];
    return Float64Array.of(sum);
  };
  const parameters = fitLogLinear(probabilities, outcomes, {
    start: Float64Array.of(1),
    build,
    pullBack,
  });
  return {
    method: "temperature",
    parameters: { temperature: 1 / parameters[0] },
    apply: (forecasts) => applyLogLinear(build(parameters), forecasts),
  };
}

/** A square matrix with the given diagonal, row-major. */
export function diagonal(entries: Float64Array): Float64Array {
  const matrix = new Float64Array(entries.length ** 2);
  entries.forEach((entry, k) => (matrix[k * entries.length + k] = entry));
  return matrix;
}
