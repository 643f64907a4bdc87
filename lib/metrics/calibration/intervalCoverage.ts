import { type ProbabilityRows } from "../distributions/rows";

/** Bounds of intervals, each of shape [users, interests]; `CredibleIntervals` is one. */
export interface Intervals {
  readonly lower: ProbabilityRows;
  readonly upper: ProbabilityRows;
}

/**
 * The share of a user's interests whose true probability lies within its interval.
 *
 *     coverage = |{interests: lower <= truth <= upper}| / interests
 *
 * Over many users the mean should be the intervals' level: less is overconfident, more is wide.
 *
 * @param truth - shape [users, interests]
 * @returns shape [users], from 0 to 1
 * @throws RangeError if the shapes disagree
 * @see Gneiting, Raftery (2007), Strictly proper scoring rules, prediction, and estimation,
 * section 6.2, doi:10.1198/016214506000001437
 */
export function intervalCoverage(
  { lower, upper }: Intervals,
  truth: ProbabilityRows,
): Float64Array {
  checkShapes("intervalCoverage", lower, upper, truth);
  return rowMeans(lower, (cell) =>
    lower.values[cell] <= truth.values[cell] && truth.values[cell] <= upper.values[cell] ? 1 : 0,
  );
}

/**
 * The mean width of a user's intervals: of two models of the same coverage, the narrower knows more.
 *
 * @returns shape [users], from 0 to 1 for probabilities
 * @throws RangeError if the shapes disagree
 */
export function intervalWidth({ lower, upper }: Intervals): Float64Array {
  checkShapes("intervalWidth", lower, upper);
  return rowMeans(lower, (cell) => upper.values[cell] - lower.values[cell]);
}

function rowMeans(shape: ProbabilityRows, value: (cell: number) => number): Float64Array {
  return Float64Array.from({ length: shape.rowCount }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < shape.columnCount; column++) {
      sum += value(row * shape.columnCount + column);
    }
    return sum / shape.columnCount;
  });
}

function checkShapes(
  metricName: string,
  first: ProbabilityRows,
  ...others: ProbabilityRows[]
): void {
  for (const other of others) {
    if (other.rowCount !== first.rowCount || other.columnCount !== first.columnCount) {
      throw new RangeError(
        `${metricName} requires one shape, got [${first.rowCount}, ${first.columnCount}] and ` +
          `[${other.rowCount}, ${other.columnCount}]`,
      );
    }
  }
}
