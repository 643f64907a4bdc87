import { Catalogue, Interactions, type SocialEdges, Vocabulary } from "../data";
import { InterestDistribution, type InterestSpace } from "../interests";
import { denseMatrix } from "../matrices";
import { drawFriends, drawSegment, groupMembers } from "./drawFriends";
import { itemText } from "./itemText";
import { simulateUser } from "./simulateUser";
import { drawWorld, type World } from "./World";
import { type WorldConfig } from "./WorldConfig";

/** What estimators must not read. */
export interface Truth {
  /** The interests, and how much each item serves each. */
  readonly space: InterestSpace;
  /** theta, shape [users, periods, interests]. */
  readonly interests: Float32Array;
  /** Where each period begins, milliseconds since 1970 UTC, shape [periods]. */
  readonly periodStartMs: Float64Array;
  /** Shape [users]. */
  readonly group: Int32Array;
  /** 0: the user doesn't change; shape [users]. */
  readonly changePeriod: Int32Array;
  /** How often what was wanted wasn't shown, shape [users]. */
  readonly missedCount: Float64Array;
  /** Chance of being shown, but for silent interests (0), shape [items]. */
  readonly propensity: Float64Array;
  /** Names of the interests that leave no trace. */
  readonly silentInterests: readonly string[];
}

/** A simulated log with what may be known beside it, and the truth apart. */
export interface SimulatedWorld {
  readonly world: World;
  readonly interactions: Interactions;
  /** Categories (the interests served), text, domain. */
  readonly items: Catalogue;
  /** Text column `segment`, a hint at the group. */
  readonly users: Catalogue;
  /** Who names whom a friend. */
  readonly social: SocialEdges;
  readonly truth: Truth;
}

/**
 * Simulates a world in memory; `writeWorld` streams a large one to disk. The same configuration
 * gives the same world. All users and items stand in the vocabularies, cold ones too; rows come
 * user by user, each in time order.
 *
 * @param settings - those that differ from the defaults of `WorldConfig`
 * @throws RangeError if a setting is unknown or outside its range
 */
export function simulate(settings: Partial<WorldConfig> = {}): SimulatedWorld {
  const world = drawWorld(settings);
  const { config } = world;
  const { userCount: U, periodCount: P, interestCount: K } = config;
  const interests = new Float32Array(U * P * K);
  const group = new Int32Array(U);
  const changePeriod = new Int32Array(U);
  const missedCount = new Float64Array(U);
  const logs = Array.from({ length: U }, (_, user) => {
    const simulated = simulateUser(world, user);
    interests.set(simulated.interests, user * P * K);
    group[user] = simulated.latent.group;
    changePeriod[user] = simulated.latent.changePeriod;
    missedCount[user] = simulated.missedCount;
    const { itemIndex, kindIndex, value, timestampMs } = simulated;
    return { itemIndex, kindIndex, value, timestampMs };
  });
  const rowCount = logs.reduce((sum, log) => sum + log.itemIndex.length, 0);
  const columns = {
    userIndex: new Int32Array(rowCount),
    itemIndex: new Int32Array(rowCount),
    kindIndex: new Uint8Array(rowCount),
    value: new Float64Array(rowCount),
    timestampMs: new Float64Array(rowCount),
  };
  let row = 0;
  logs.forEach((log, user) => {
    columns.userIndex.fill(user, row, row + log.itemIndex.length);
    columns.itemIndex.set(log.itemIndex, row);
    columns.kindIndex.set(log.kindIndex, row);
    columns.value.set(log.value, row);
    columns.timestampMs.set(log.timestampMs, row);
    row += log.itemIndex.length;
  });
  const users = new Vocabulary(userIds(U), "user");
  const items = new Vocabulary(world.items.ids, "item");
  const kinds = new Vocabulary(
    config.kinds.map(({ kind }) => kind),
    "kind",
  );
  return {
    world,
    interactions: new Interactions({ users, items, kinds, ...columns }),
    items: itemCatalogue(world, items),
    users: userCatalogue(world, users, group),
    social: drawSocial(world, users, group),
    truth: {
      space: trueSpace(world),
      interests,
      periodStartMs: periodStarts(world),
      group,
      changePeriod,
      missedCount,
      propensity: world.items.exposure,
      silentInterests: world.interests.slice(0, config.silentInterestCount),
    },
  };
}

/**
 * Users' true interests in one period.
 *
 * @param period - in [0, periods); the last by default
 * @throws RangeError if there is no such period
 */
export function trueDistribution(
  { world, interactions, truth }: SimulatedWorld,
  period: number = world.config.periodCount - 1,
): InterestDistribution {
  const { userCount: U, periodCount: P, interestCount: K } = world.config;
  if (!(Number.isInteger(period) && period >= 0 && period < P)) {
    throw new RangeError(`trueDistribution requires a period in [0, ${P}), got ${period}`);
  }
  const values = new Float32Array(U * K);
  for (let user = 0; user < U; user++) {
    const start = (user * P + period) * K;
    values.set(truth.interests.subarray(start, start + K), user * K);
  }
  return new InterestDistribution({
    users: interactions.users.ids,
    spaceName: truth.space.name,
    interests: truth.space.interests,
    probabilities: denseMatrix(values, U, K),
  });
}

/** Ids of users, u1, u2, ... */
export function userIds(count: number): string[] {
  return Array.from({ length: count }, (_, user) => `u${user + 1}`);
}

/** Where each period begins, shape [periods]. */
export function periodStarts({ config }: World): Float64Array {
  const length = (config.days * 86_400_000) / config.periodCount;
  return Float64Array.from(
    { length: config.periodCount },
    (_, period) => config.startMs + period * length,
  );
}

function trueSpace(world: World): InterestSpace {
  const { membership, ids } = world.items;
  return { name: "interests", interests: world.interests, items: ids, membership };
}

function itemCatalogue(world: World, ids: Vocabulary): Catalogue {
  const { membership, domain } = world.items;
  const positions = Array.from({ length: ids.size }, (_, item) => item);
  return new Catalogue({
    ids,
    categories: positions.map((item) =>
      Array.from(membership.rowColumns(item), (interest) => world.interests[interest]),
    ),
    texts: {
      domain: positions.map((item) => `domain${domain[item] + 1}`),
      text: positions.map((item) => itemText(world, item)),
    },
    numbers: {},
  });
}

function userCatalogue(world: World, ids: Vocabulary, group: Int32Array): Catalogue {
  const segments = Array.from(group, (g, user) => `segment${drawSegment(world, user, g) + 1}`);
  return new Catalogue({
    ids,
    categories: segments.map(() => []),
    texts: { segment: segments },
    numbers: {},
  });
}

function drawSocial(world: World, users: Vocabulary, group: Int32Array): SocialEdges {
  const members = groupMembers(group, world.config.groupCount);
  const from: number[] = [];
  const to: number[] = [];
  for (let user = 0; user < group.length; user++) {
    for (const friend of drawFriends(world, user, group, members)) {
      from.push(user);
      to.push(friend);
    }
  }
  const weight = new Float64Array(from.length).fill(1);
  return { users, from: Int32Array.from(from), to: Int32Array.from(to), weight };
}
