import { type Choice } from "./InterestPosterior";
import { type World } from "./World";

/**
 * The log-likelihood of a user's choices, as a function of its interests.
 *
 *     p(i | theta, d) = sum_k theta_k a_ik / sum_k theta_k visible_dk
 *     a_ik = membership_ik popularity_i propensity_ik / wanted_dk
 *
 * for an item i of domain d chosen in a period with interests theta. Visits to domains say nothing
 * of interests.
 *
 * @returns a function of theta, shape [periods, interests], in nats
 */
export function choiceLikelihood(
  world: World,
  choices: readonly Choice[],
): (path: Float64Array) => number {
  const { interestCount: K, domainCount, silentInterestCount } = world.config;
  const { membership, popularity, exposure, domain } = world.items;
  const cells = new Map<string, Choice & { count: number }>();
  const visits = new Map<number, { period: number; visible: Float64Array; count: number }>();
  for (const { item, period } of choices) {
    const cell = cells.get(`${item}:${period}`) ?? { item, period, count: 0 };
    cell.count++;
    cells.set(`${item}:${period}`, cell);
    const place = period * domainCount + domain[item];
    const visit = visits.get(place) ?? {
      period,
      visible: Float64Array.from(world.shelves[domain[item]], ({ visible }) => visible),
      count: 0,
    };
    visit.count++;
    visits.set(place, visit);
  }
  const terms = [...cells.values()].map(({ item, period, count }) => {
    const interests = membership.rowColumns(item).filter((k) => k >= silentInterestCount);
    const shares = membership.rowValues(item);
    const weights = Float64Array.from(interests, (k) => {
      const share = shares[membership.rowColumns(item).indexOf(k)];
      return (share * popularity[item] * exposure[item]) / world.shelves[domain[item]][k].wanted;
    });
    return { count, places: interests.map((k) => period * K + k), weights };
  });
  return (path) => {
    let sum = 0;
    for (const { count, places, weights } of terms) {
      let chance = 0;
      for (let j = 0; j < places.length; j++) chance += path[places[j]] * weights[j];
      sum += count * Math.log(chance);
    }
    for (const { period, visible, count } of visits.values()) {
      let seen = 0;
      for (let k = 0; k < K; k++) seen += path[period * K + k] * visible[k];
      sum -= count * Math.log(seen);
    }
    return Number.isNaN(sum) ? -Infinity : sum;
  };
}
