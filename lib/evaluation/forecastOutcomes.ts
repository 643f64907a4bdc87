import { type InterestSpace } from "../interests";
import { SparseMatrix } from "../matrices";
import { type ProbabilityRows } from "../metrics";

/**
 * What happened to each user, told as interests: each relevant item counts for the interests it
 * belongs to, by its membership.
 *
 * @param relevant - users x items
 * @param space - whose items are the first columns of `relevant`; items beyond have no interest
 * @returns weights, users x interests; empty for a user whose items have no known interest
 */
export function forecastOutcomes(relevant: SparseMatrix, space: InterestSpace): SparseMatrix {
  const { membership } = space;
  const rows: number[] = [];
  const interests: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < relevant.rowCount; row++) {
    for (const item of relevant.rowColumns(row)) {
      if (item >= membership.rowCount) continue;
      for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
        rows.push(row);
        interests.push(membership.columnIndex[entry]);
        weights.push(membership.value[entry]);
      }
    }
  }
  const shape = [relevant.rowCount, membership.columnCount] as const;
  return SparseMatrix.fromEntries(shape, rows, interests, weights);
}

/** Each user's shares of the outcomes, users x interests; a row of zeros without outcomes. */
export function outcomeShares(outcomes: SparseMatrix): ProbabilityRows {
  const { rowCount, columnCount } = outcomes;
  const values = new Float64Array(rowCount * columnCount);
  for (let row = 0; row < rowCount; row++) {
    const weights = outcomes.rowValues(row);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    outcomes.rowColumns(row).forEach((interest, entry) => {
      values[row * columnCount + interest] = weights[entry] / total;
    });
  }
  return { values, rowCount, columnCount };
}
