import { type DenseMatrix, denseMatrix, matrixRow } from "../matrices";
import { minimize, softmax } from "../probability";

/** Probabilities below this count as this, so that logarithms stay finite. */
const FLOOR = 1e-12;

/** q proportional to exp(W ln p + b). */
export interface LogLinearMap {
  /** W, shape [classes, classes], row-major. */
  readonly weights: Float64Array;
  /** b, shape [classes]. */
  readonly intercepts: Float64Array;
}

/**
 * Maps each row p of probabilities to q, proportional to exp(W ln p + b).
 *
 * @param probabilities - shape [events, classes]; floored at 1e-12
 */
export function applyLogLinear(map: LogLinearMap, probabilities: DenseMatrix): DenseMatrix {
  const { columnCount: classCount, rowCount } = probabilities;
  const values = new Float32Array(rowCount * classCount);
  for (let event = 0; event < rowCount; event++) {
    values.set(
      softmax(logits(map, logarithms(matrixRow(probabilities, event)))),
      event * classCount,
    );
  }
  return denseMatrix(values, rowCount, classCount);
}

/**
 * Fits a log-linear map by the mean cross-entropy of the outcomes, in nats, plus a penalty.
 *
 * @param build - the map that the free parameters stand for, linear in them
 * @param start - free parameters to start from
 * @param pullBack - the gradient with respect to the free parameters, from the one with respect
 *   to W and b
 * @param penalty - value and gradient added to the objective
 */
export function fitLogLinear(
  probabilities: DenseMatrix,
  outcomes: DenseMatrix,
  parts: {
    start: Float64Array;
    build: (parameters: Float64Array) => LogLinearMap;
    pullBack: (gradient: LogLinearMap) => Float64Array;
    penalty?: (parameters: Float64Array) => { value: number; gradient: Float64Array };
  },
): Float64Array {
  const { rowCount, columnCount: classCount } = probabilities;
  const logs = Array.from({ length: rowCount }, (_, event) =>
    logarithms(matrixRow(probabilities, event)),
  );
  const minimum = minimize((parameters) => {
    const map = parts.build(parameters);
    const gradient = {
      weights: new Float64Array(classCount * classCount),
      intercepts: new Float64Array(classCount),
    };
    let value = 0;
    for (let event = 0; event < rowCount; event++) {
      const forecast = softmax(logits(map, logs[event]));
      const outcome = matrixRow(outcomes, event);
      for (let k = 0; k < classCount; k++) {
        if (outcome[k] > 0) value -= outcome[k] * Math.log(Math.max(forecast[k], FLOOR));
        const error = (forecast[k] - outcome[k]) / rowCount;
        gradient.intercepts[k] += error;
        for (let j = 0; j < classCount; j++) {
          gradient.weights[k * classCount + j] += error * logs[event][j];
        }
      }
    }
    const extra = parts.penalty?.(parameters);
    const pulled = parts.pullBack(gradient);
    return {
      value: value / rowCount + (extra?.value ?? 0),
      gradient: extra ? pulled.map((g, i) => g + extra.gradient[i]) : pulled,
    };
  }, parts.start);
  return minimum.point;
}

function logarithms(probabilities: Float32Array): Float64Array {
  return Float64Array.from(probabilities, (p) => Math.log(Math.max(p, FLOOR)));
}

function logits({ weights, intercepts }: LogLinearMap, logs: Float64Array): Float64Array {
  const classCount = logs.length;
  return intercepts.map((intercept, k) => {
    let sum = intercept;
    for (let j = 0; j < classCount; j++) sum += weights[k * classCount + j] * logs[j];
    return sum;
  });
}
