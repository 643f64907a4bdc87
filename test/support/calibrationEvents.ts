import { type DenseMatrix, denseMatrix, matrixRow } from "../../lib/matrices";
import { RandomGenerator, sampleCategorical, sampleDirichlet } from "../../lib/probability";

/** Eight forecasts over three classes, and the class that happened. */
export const EIGHT_EVENTS: { probabilities: DenseMatrix; outcomes: DenseMatrix } = {
  probabilities: rows([
    [0.7, 0.2, 0.1],
    [0.6, 0.3, 0.1],
    [0.1, 0.8, 0.1],
    [0.2, 0.2, 0.6],
    [0.9, 0.05, 0.05],
    [0.3, 0.4, 0.3],
    [0.05, 0.15, 0.8],
    [0.5, 0.4, 0.1],
  ]),
  outcomes: oneHot([0, 1, 1, 2, 0, 0, 2, 2], 3),
};

/** Forecasts sharpened by an exponent, and outcomes drawn from the honest probabilities. */
export function overconfidentEvents(
  eventCount: number,
  exponent: number,
): { probabilities: DenseMatrix; outcomes: DenseMatrix } {
  const random = new RandomGenerator(3);
  const honest = Array.from({ length: eventCount }, () => sampleDirichlet(random, [1, 1, 1]));
  const sharpened = honest.map((p) => {
    const powers = Array.from(p, (x) => x ** exponent);
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((x) => x / sum);
  });
  return {
    probabilities: rows(sharpened),
    outcomes: oneHot(
      honest.map((p) => sampleCategorical(random, p)),
      3,
    ),
  };
}

/** Mean of -ln of the forecast for what happened, in nats. */
export function meanLogLoss(probabilities: DenseMatrix, outcomes: DenseMatrix): number {
  let sum = 0;
  for (let event = 0; event < outcomes.rowCount; event++) {
    matrixRow(outcomes, event).forEach((share, k) => {
      if (share > 0) sum -= share * Math.log(matrixRow(probabilities, event)[k]);
    });
  }
  return sum / outcomes.rowCount;
}

function rows(values: readonly (readonly number[])[]): DenseMatrix {
  return denseMatrix(Float32Array.from(values.flat()), values.length, values[0].length);
}

function oneHot(classes: readonly number[], classCount: number): DenseMatrix {
  return rows(classes.map((c) => Array.from({ length: classCount }, (_, k) => Number(k === c))));
}
