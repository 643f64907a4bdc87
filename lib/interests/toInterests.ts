import { type DenseMatrix, denseMatrix } from "../matrices";
import { InterestDistribution } from "./InterestDistribution";
import { type InterestSpace } from "./InterestSpace";

/**
 * From a distribution over items to one over the interests of a space.
 *
 *     p(interest | user) = sum over items of p(item | user) m(item, interest) / covered
 *
 * where covered is the mass of items with a known interest. A user whose whole mass lies on
 * items of no known interest gets the uniform distribution.
 *
 * @param itemProbabilities - shape [users, items], rows sum to 1, columns as `space.items`
 * @throws RangeError if the columns are not the space's items
 */
export function toInterests(
  users: readonly string[],
  itemProbabilities: DenseMatrix,
  space: InterestSpace,
): InterestDistribution {
  if (itemProbabilities.columnCount !== space.items.length) {
    throw new RangeError(
      `toInterests requires ${space.items.length} items (those of ${space.name}), ` +
        `got ${itemProbabilities.columnCount}`,
    );
  }
  const interestCount = space.interests.length;
  const values = new Float32Array(users.length * interestCount);
  const { rowStart, columnIndex, value } = space.membership;
  const mass = new Float64Array(interestCount);
  for (let user = 0; user < users.length; user++) {
    mass.fill(0);
    let covered = 0;
    const offset = user * itemProbabilities.columnCount;
    for (let item = 0; item < space.items.length; item++) {
      const probability = itemProbabilities.values[offset + item];
      for (let entry = rowStart[item]; entry < rowStart[item + 1]; entry++) {
        mass[columnIndex[entry]] += probability * value[entry];
        covered += probability * value[entry];
      }
    }
    for (let interest = 0; interest < interestCount; interest++) {
      values[user * interestCount + interest] =
        covered > 0 ? mass[interest] / covered : 1 / interestCount;
    }
  }
  return new InterestDistribution({
    users,
    spaceName: space.name,
    interests: space.interests,
    probabilities: denseMatrix(values, users.length, interestCount),
  });
}
