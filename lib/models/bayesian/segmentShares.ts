import { type SparseMatrix } from "../../matrices";
import { type FittedDirichletMixture } from "./dirichletMixturePrior";

/** Where segments of users begin: how many users they have, and what those choose. */
export interface SegmentShares {
  /** Shape [components], sums to 1. */
  readonly weights: Float64Array;
  /** Mean share of each interest among a user's choices, shape [components][interests]. */
  readonly shares: readonly Float64Array[];
}

/**
 * The mean shares of each component's users, every user weighing the same. Concentrations of
 * interests that few choose are still on their way down when a mixture's fit ends; these shares
 * are not.
 *
 * @param counts - users x interests, those that the mixture was fitted on
 */
export function segmentShares(
  counts: SparseMatrix,
  { weights, responsibilities }: FittedDirichletMixture,
): SegmentShares {
  const G = weights.length;
  const shares = Array.from(weights, () => new Float64Array(counts.columnCount));
  const mass = new Float64Array(G);
  for (let user = 0; user < counts.rowCount; user++) {
    const amounts = counts.rowValues(user);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    if (total === 0) continue;
    const interests = counts.rowColumns(user);
    for (let g = 0; g < G; g++) {
      const responsibility = responsibilities[user * G + g];
      mass[g] += responsibility;
      for (let i = 0; i < interests.length; i++) {
        shares[g][interests[i]] += (responsibility * amounts[i]) / total;
      }
    }
  }
  shares.forEach((own, g) => {
    for (let k = 0; k < own.length; k++) own[k] /= Math.max(mass[g], 1e-12);
  });
  return { weights, shares };
}
