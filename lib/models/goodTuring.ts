import { type SparseMatrix } from "../matrices";

/** How much of what comes next is new. */
export interface UnseenMass {
  /** The probability that a row's next event falls on a column it has not had, shape [rows]. */
  readonly mass: Float64Array;
  /** An upper bound of it at the level, shape [rows]. */
  readonly upper: Float64Array;
}

/**
 * Good and Turing's mass of the unseen, for each row of counts: the share of events that are the
 * only ones of their column.
 *
 *     mass = N1 / n,  upper = N1 / n + (1 + sqrt 2) sqrt(ln(2 / (1 - level)) / n), at most 1
 *
 * A row without events has a mass of 1: whatever comes is new. So has one whose events are all
 * single, where the estimate is known to be high.
 *
 * @param counts - whole numbers, users x items or users x interests
 * @param level - of the upper bound, in (0, 1)
 * @throws RangeError if a count isn't a whole number, or the level is outside (0, 1)
 * @see Good (1953), The population frequencies of species, doi:10.1093/biomet/40.3-4.237;
 *   McAllester and Ortiz (2003), Concentration inequalities for the missing mass, JMLR 4:895-911
 */
export function goodTuring(counts: SparseMatrix, level = 0.9): UnseenMass {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`goodTuring requires a level in (0, 1), got ${level}`);
  }
  const mass = new Float64Array(counts.rowCount).fill(1);
  const upper = new Float64Array(counts.rowCount).fill(1);
  for (let row = 0; row < counts.rowCount; row++) {
    let singles = 0;
    let total = 0;
    for (const count of counts.rowValues(row)) {
      if (!(Number.isInteger(count) && count >= 0)) {
        throw new RangeError(`goodTuring requires whole counts, got ${count} in row ${row}`);
      }
      if (count === 1) singles++;
      total += count;
    }
    if (total === 0) continue;
    mass[row] = singles / total;
    const margin = (1 + Math.SQRT2) * Math.sqrt(Math.log(2 / (1 - level)) / total);
    upper[row] = Math.min(1, mass[row] + margin);
  }
  return { mass, upper };
}
