import { type DenseMatrix } from "../matrices";
import { type Calibrator, checkEvents } from "./Calibrator";
import { applyLogLinear, fitLogLinear, type LogLinearMap } from "./logLinear";
import { diagonal } from "./temperatureScaling";

/**
 * A weight and an intercept for each class, by the mean log score of the outcomes.
 *
 *     q_k proportional to exp(w_k ln p_k + b_k)
 *
 * Deviation from the source: it works on ln p instead of a network's logits, so that any
 * model's probabilities can be calibrated.
 *
 * @param probabilities - held-out forecasts, shape [events, classes], rows sum to 1
 * @param outcomes - what happened, the same shape, rows sum to 1
 * @throws RangeError if there are no events or the shapes disagree
 * @see Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks, 4.2
 */
export function vectorScaling(probabilities: DenseMatrix, outcomes: DenseMatrix): Calibrator {
  checkEvents("vectorScaling", probabilities, outcomes);
  const classCount = probabilities.columnCount;
  const build = (parameters: Float64Array): LogLinearMap => ({
    weights: diagonal(parameters.subarray(0, classCount)),
    intercepts: parameters.slice(classCount),
  });
  const pullBack = ({ weights, intercepts }: LogLinearMap): Float64Array =>
    Float64Array.from({ length: 2 * classCount }, (_, i) =>
      i < classCount ? weights[i * classCount + i] : intercepts[i - classCount],
    );
  const parameters = fitLogLinear(probabilities, outcomes, {
    start: Float64Array.from({ length: 2 * classCount }, (_, i) => (i < classCount ? 1 : 0)),
    build,
    pullBack,
  });
  const map = build(parameters);
  return {
    method: "vector",
    parameters: {
      weights: Array.from(parameters.subarray(0, classCount)),
      intercepts: Array.from(map.intercepts),
    },
    apply: (forecasts) => applyLogLinear(map, forecasts),
  };
}
