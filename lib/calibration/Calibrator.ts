import { type DenseMatrix } from "../matrices";

/** A learned map from forecast probabilities to better ones. */
export interface Calibrator {
  readonly method: "temperature" | "vector" | "dirichlet" | "isotonic";
  /** What was learned, as plain JSON. */
  readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  /**
   * @param probabilities - shape [events, classes], rows sum to 1
   * @returns the same shape, rows sum to 1
   */
  apply(probabilities: DenseMatrix): DenseMatrix;
}

/**
 * Checks what every calibrator is fitted on.
 *
 * @param probabilities - shape [events, classes], rows sum to 1
 * @param outcomes - shape [events, classes], rows sum to 1: one 1 a row for a single class, shares
 *   where an event belongs to several
 * @throws RangeError if there are no events or the shapes disagree
 */
export function checkEvents(
  caller: string,
  probabilities: DenseMatrix,
  outcomes: DenseMatrix,
): void {
  if (probabilities.rowCount === 0) {
    throw new RangeError(`${caller} requires events, got none`);
  }
  if (
    probabilities.rowCount !== outcomes.rowCount ||
    probabilities.columnCount !== outcomes.columnCount
  ) {
    throw new RangeError(
      `${caller} requires outcomes of shape [${probabilities.rowCount}, ` +
        `${probabilities.columnCount}], got [${outcomes.rowCount}, ${outcomes.columnCount}]`,
    );
  }
}
