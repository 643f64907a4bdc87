import { denseMatrix } from "../matrices";
import { InterestDistribution } from "./InterestDistribution";

/**
 * Several estimates of the same users as one: the mean of all, with the members as equally likely
 * draws of its posterior. For ensembles of a model fitted from different seeds, and for a
 * network's passes under dropout.
 *
 * What members agree on wrongly stays unknown to the posterior: check its coverage before use.
 *
 * @param members - at least 2, of the same users and interests
 * @throws RangeError if there are fewer, or users or interests differ
 * @see Lakshminarayanan, Pritzel and Blundell (2017), Simple and scalable predictive uncertainty
 *   estimation using deep ensembles
 */
export function pooledDistribution(members: readonly InterestDistribution[]): InterestDistribution {
  if (members.length < 2) {
    throw new RangeError(
      `pooledDistribution requires at least 2 distributions, got ${members.length}`,
    );
  }
  const [{ users, interests, spaceName }] = members;
  const like = JSON.stringify([users, interests]);
  if (members.some((member) => JSON.stringify([member.users, member.interests]) !== like)) {
    throw new RangeError(
      "pooledDistribution requires the same users and interests of all, got others",
    );
  }
  const K = interests.length;
  const drawCount = members.length;
  const mean = new Float32Array(users.length * K);
  const draws = new Float32Array(users.length * drawCount * K);
  members.forEach((member, place) => {
    users.forEach((_, user) => {
      const row = member.row(user);
      draws.set(row, (user * drawCount + place) * K);
      for (let k = 0; k < K; k++) mean[user * K + k] += row[k] / drawCount;
    });
  });
  return new InterestDistribution({
    users,
    spaceName,
    interests,
    probabilities: denseMatrix(mean, users.length, K),
    posterior: {
      family: "samples",
      drawCount,
      draws: denseMatrix(draws, users.length * drawCount, K),
    },
  });
}
