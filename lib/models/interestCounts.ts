import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { SparseMatrix } from "../matrices";

/**
 * How often each user met each interest: every interaction counts 1, split between its item's
 * interests; items of no known interest count for nobody.
 *
 * @param space - rows as `interactions.items`
 * @returns users x interests
 */
export function interestCounts(interactions: Interactions, space: InterestSpace): SparseMatrix {
  const { membership } = space;
  const users: number[] = [];
  const interests: number[] = [];
  const amounts: number[] = [];
  for (let row = 0; row < interactions.count; row++) {
    const item = interactions.itemIndex[row];
    for (let entry = membership.rowStart[item]; entry < membership.rowStart[item + 1]; entry++) {
      users.push(interactions.userIndex[row]);
      interests.push(membership.columnIndex[entry]);
      amounts.push(membership.value[entry]);
    }
  }
  const shape = [interactions.users.size, space.interests.length] as const;
  return SparseMatrix.fromEntries(shape, users, interests, amounts);
}
