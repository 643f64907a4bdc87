import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { SparseMatrix } from "../matrices";

/**
 * How often each user met each interest: every interaction counts 1, split between its item's
 * interests; items of no known interest count for nobody.
 *
 * @param space - rows as `interactions.items`
 * @param weights - what each interaction counts instead of 1, shape [interactions]
 * @returns users x interests
 */
export function interestCounts(
  interactions: Interactions,
  space: InterestSpace,
  weights?: Float64Array,
): SparseMatrix {
  const { membership } = space;
  const { rowStart } = membership;
  let entryCount = 0;
  for (const item of interactions.itemIndex) entryCount += rowStart[item + 1] - rowStart[item];
  const users = new Int32Array(entryCount);
  const interests = new Int32Array(entryCount);
  const amounts = new Float64Array(entryCount);
  let count = 0;
  for (let row = 0; row < interactions.count; row++) {
    const item = interactions.itemIndex[row];
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      users[count] = interactions.userIndex[row];
      interests[count] = membership.columnIndex[entry];
      amounts[count++] = membership.value[entry] * (weights?.[row] ?? 1);
    }
  }
  const shape = [interactions.users.size, space.interests.length] as const;
  return SparseMatrix.fromEntries(shape, users, interests, amounts);
}
