import { type DenseMatrix, matrixRow, type SparseMatrix } from "../../matrices";

/**
 * The probability that a relevant item scores above another candidate, both picked at random;
 * ties count half.
 *
 *     AUC = mean over relevant i and other candidates j of [s_i > s_j] + [s_i = s_j] / 2
 *
 * NaN for a user without relevant items, or without any other candidate.
 *
 * @param scores - shape [users, items]
 * @param relevant - users x items; columns beyond the scores' are items never scored, left out
 * @param excluded - users x items: no candidates, such as what was seen
 * @returns shape [users]; 1 (all relevant first), 0.5 (chance), 0
 * @throws RangeError if the numbers of users differ, or a score is NaN
 * @see Fawcett (2006), An introduction to ROC analysis, section 7, doi:10.1016/j.patrec.2005.10.010
 */
export function auc(
  scores: DenseMatrix,
  relevant: SparseMatrix,
  excluded?: SparseMatrix,
): Float64Array {
  if (scores.rowCount !== relevant.rowCount) {
    throw new RangeError(
      `auc requires scores of ${relevant.rowCount} users, got ${scores.rowCount}`,
    );
  }
  const nothing = new Int32Array(0);
  return Float64Array.from({ length: scores.rowCount }, (_, user) =>
    aucOfUser(
      matrixRow(scores, user),
      relevant.rowColumns(user),
      excluded?.rowColumns(user) ?? nothing,
    ),
  );
}

/** AUC of one user; `auc` says what it is. */
export function aucOfUser(
  scores: Float32Array,
  relevant: Int32Array,
  excluded: Int32Array,
): number {
  const role = new Int8Array(scores.length); // 1: relevant, -1: no candidate
  for (const item of relevant) if (item < role.length) role[item] = 1;
  for (const item of excluded) role[item] = -1;
  const wanted = scores.filter((_, item) => role[item] === 1).sort();
  let above = 0;
  let others = 0;
  for (let item = 0; item < scores.length; item++) {
    if (Number.isNaN(scores[item])) {
      throw new RangeError(`auc requires scores that are numbers, got NaN at item ${item}`);
    }
    if (role[item] !== 0) continue;
    others++;
    const least = countBelow(wanted, scores[item], false);
    above += wanted.length - least - (countBelow(wanted, scores[item], true) - least) / 2;
  }
  return above / (wanted.length * others); // NaN (0 / 0) without either
}

/** How many of the sorted values are below a limit (or at it, too). */
function countBelow(sorted: Float32Array, limit: number, atToo: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit || (atToo && sorted[middle] === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Grouped AUC: the mean of users' AUC, each weighted by how many interactions it rests on.
 *
 *     GAUC = sum over users of n_u AUC_u / sum of n_u
 *
 * Users without a value are left out.
 *
 * @param aucs - shape [users], as `auc` gives
 * @param weights - n_u, shape [users]
 * @returns 0 to 1; NaN if no user has a value
 * @throws RangeError if the lengths differ
 * @see Zhou et al. (2018), Deep interest network for click-through rate prediction, section 6.2,
 * doi:10.1145/3219819.3219823
 */
export function groupedAuc(aucs: ArrayLike<number>, weights: ArrayLike<number>): number {
  if (aucs.length !== weights.length) {
    throw new RangeError(
      `groupedAuc requires a weight a user (${aucs.length}), got ${weights.length}`,
    );
  }
  let sum = 0;
  let total = 0;
  for (let user = 0; user < aucs.length; user++) {
    if (Number.isNaN(aucs[user])) continue;
    sum += weights[user] * aucs[user];
    total += weights[user];
  }
  return sum / total;
}
