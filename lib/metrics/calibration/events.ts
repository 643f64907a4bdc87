import {
  type Distributions,
  type Outcomes,
  perOutcome,
  probabilityRows,
} from "../distributions/rows";

/** Forecasts of one yes-or-no question a row, and how often the answer was yes. */
export interface BinaryEvents {
  /** Forecast probability of yes, shape [rows]. */
  readonly confidence: Float64Array;
  /** Share of the row's outcomes that were yes, shape [rows]. */
  readonly observed: Float64Array;
  /** Weight of the row: of all its outcomes, shape [rows]. */
  readonly weight: Float64Array;
}

/** What is asked: was it the most probable interest, or was it this one? */
export type Question = "topLabel" | number;

/**
 * Turns forecasts over interests into yes-or-no forecasts, row by row; rows without outcomes are
 * left out. The most probable interest is, in ties, the one with the lower position.
 *
 * @throws RangeError if shapes disagree or a row is no distribution
 */
export function binaryEvents(
  metricName: string,
  forecasts: Distributions,
  outcomes: Outcomes,
  question: Question,
): BinaryEvents {
  const { values, columnCount } = probabilityRows(metricName, forecasts);
  const askedOf = (start: number): number =>
    start + (question === "topLabel" ? topOf(values, start, columnCount) : question);
  const observed = perOutcome(metricName, forecasts, outcomes, (_, outcome, start) =>
    outcome === askedOf(start) ? 1 : 0,
  );
  const rows = Array.from(observed.keys()).filter((row) => !Number.isNaN(observed[row]));
  return {
    confidence: Float64Array.from(rows, (row) => values[askedOf(row * columnCount)]),
    observed: Float64Array.from(rows, (row) => observed[row]),
    weight: Float64Array.from(rows, (row) => outcomeWeight(outcomes, row)),
  };
}

function topOf(values: Float32Array | Float64Array, start: number, columnCount: number): number {
  let top = 0;
  for (let i = 1; i < columnCount; i++) if (values[start + i] > values[start + top]) top = i;
  return top;
}

function outcomeWeight(outcomes: Outcomes, row: number): number {
  if (outcomes instanceof Int32Array) return 1;
  return outcomes.rowValues(row).reduce((sum, weight) => sum + weight, 0);
}
