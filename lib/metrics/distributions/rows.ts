import { type InterestDistribution } from "../../interests";
import { type SparseMatrix } from "../../matrices";

/** Rows of probabilities in either precision; a `DenseMatrix` is one. */
export interface ProbabilityRows {
  readonly values: Float32Array | Float64Array;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Distributions, one a row: shape [users, interests]. */
export type Distributions = ProbabilityRows | InterestDistribution;

/** How far a row's sum may be from 1: single precision, added over many interests. */
const SUM_TOLERANCE = 1e-4;

/**
 * The checked rows of a distribution.
 *
 * @throws RangeError if a row has a negative or missing probability or doesn't sum to 1
 */
export function probabilityRows(metricName: string, distributions: Distributions): ProbabilityRows {
  if ("probabilities" in distributions) return distributions.probabilities; // checked when made
  const { values, rowCount, columnCount } = distributions;
  for (let row = 0; row < rowCount; row++) {
    let sum = 0;
    for (let i = row * columnCount; i < (row + 1) * columnCount; i++) {
      if (!(values[i] >= 0)) {
        throw new RangeError(
          `${metricName} requires probabilities of at least 0, got ${values[i]} in row ${row}`,
        );
      }
      sum += values[i];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new RangeError(`${metricName} requires rows that sum to 1, got ${sum} in row ${row}`);
    }
  }
  return distributions;
}

/**
 * Compares distributions row by row.
 *
 * @param value - of the entries `start` to `end` of both value arrays
 * @returns shape [users]
 * @throws RangeError if shapes or interests disagree, or a row is no distribution
 */
export function perRowPair(
  metricName: string,
  p: Distributions,
  q: Distributions,
  value: (
    p: Float32Array | Float64Array,
    q: Float32Array | Float64Array,
    start: number,
    end: number,
  ) => number,
): Float64Array {
  checkInterests(metricName, p, q);
  const pRows = probabilityRows(metricName, p);
  const qRows = probabilityRows(metricName, q);
  const { rowCount, columnCount } = pRows;
  if (rowCount !== qRows.rowCount || columnCount !== qRows.columnCount) {
    throw new RangeError(
      `${metricName} requires distributions of one shape, got [${rowCount}, ${columnCount}] and ` +
        `[${qRows.rowCount}, ${qRows.columnCount}]`,
    );
  }
  const values = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const start = row * columnCount;
    values[row] = value(pRows.values, qRows.values, start, start + columnCount);
  }
  return values;
}

/** Two interest distributions must be over the same users and interests, in the same order. */
function checkInterests(metricName: string, p: Distributions, q: Distributions): void {
  if (!("probabilities" in p && "probabilities" in q)) return;
  for (const axis of ["interests", "users"] as const) {
    if (p[axis].length !== q[axis].length) continue; // the shapes disagree: said by the caller
    const at = p[axis].findIndex((name, index) => name !== q[axis][index]);
    if (at >= 0) {
      throw new RangeError(
        `${metricName} requires the same ${axis} in the same order, got ${p[axis][at]} and ` +
          `${q[axis][at]} at ${at}`,
      );
    }
  }
}

/**
 * What happened to each user: one interest (its position; -1 where nothing happened), or weights
 * over interests, users x interests.
 */
export type Outcomes = Int32Array | SparseMatrix;

/**
 * Scores forecasts against what happened: the mean of the score over each user's outcomes, by
 * weight. NaN for a user without outcomes.
 *
 * @param score - of one outcome: the entry `outcome`, in the row of entries `start` to `end`
 * @returns shape [users]
 * @throws RangeError if shapes disagree, an outcome is no interest, or a row is no distribution
 */
export function perOutcome(
  metricName: string,
  forecasts: Distributions,
  outcomes: Outcomes,
  score: (
    values: Float32Array | Float64Array,
    outcome: number,
    start: number,
    end: number,
  ) => number,
): Float64Array {
  const { values, rowCount, columnCount } = probabilityRows(metricName, forecasts);
  checkOutcomes(metricName, outcomes, rowCount, columnCount);
  const scores = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const start = row * columnCount;
    const end = start + columnCount;
    if (outcomes instanceof Int32Array) {
      scores[row] = outcomes[row] < 0 ? NaN : score(values, start + outcomes[row], start, end);
      continue;
    }
    let sum = 0;
    let weight = 0;
    for (let entry = outcomes.rowStart[row]; entry < outcomes.rowStart[row + 1]; entry++) {
      if (outcomes.value[entry] === 0) continue;
      sum += outcomes.value[entry] * score(values, start + outcomes.columnIndex[entry], start, end);
      weight += outcomes.value[entry];
    }
    scores[row] = sum / weight; // NaN (0 / 0) without outcomes
  }
  return scores;
}

function checkOutcomes(
  metricName: string,
  outcomes: Outcomes,
  rowCount: number,
  columnCount: number,
): void {
  if (outcomes instanceof Int32Array) {
    const row = outcomes.findIndex((outcome) => outcome >= columnCount);
    if (row >= 0) {
      throw new RangeError(
        `${metricName} requires outcomes below ${columnCount}, got ${outcomes[row]} in row ${row}`,
      );
    }
  }
  const shape =
    outcomes instanceof Int32Array
      ? [outcomes.length, columnCount]
      : [outcomes.rowCount, outcomes.columnCount];
  if (shape[0] !== rowCount || shape[1] !== columnCount) {
    throw new RangeError(
      `${metricName} requires outcomes of shape [${rowCount}, ${columnCount}], ` +
        `got [${shape[0]}, ${shape[1]}]`,
    );
  }
}
