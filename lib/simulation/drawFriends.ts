import { samplePoisson } from "../probability";
import { type World } from "./World";

/** Users by group, for seeking friends. */
export function groupMembers(group: Int32Array, groupCount: number): Int32Array[] {
  const sizes = new Int32Array(groupCount);
  for (const g of group) sizes[g]++;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(groupCount);
  group.forEach((g, user) => {
    members[g][next[g]++] = user;
  });
  return members;
}

/**
 * The friends that a user names: Poisson many, each from the own group with the chance
 * `homophily`, else from all; no one twice, never oneself. The group is that of the start.
 *
 * @param members - users by group, see `groupMembers`
 * @returns positions, rising
 */
export function drawFriends(
  world: World,
  user: number,
  group: Int32Array,
  members: readonly Int32Array[],
): number[] {
  const { config } = world;
  const random = world.random.fork("friends").fork(user);
  const own = members[group[user]];
  const friends = new Set<number>();
  const count = samplePoisson(random, config.friendsPerUser);
  for (let i = 0; i < count; i++) {
    const friend =
      random.uniform() < config.homophily
        ? own[random.below(own.length)]
        : random.below(config.userCount);
    if (friend !== user) friends.add(friend);
  }
  return [...friends].sort((a, b) => a - b);
}

/** The attribute that hints at a user's group: right with the chance `segmentAccuracy`. */
export function drawSegment(world: World, user: number, group: number): number {
  const random = world.random.fork("segments").fork(user);
  return random.uniform() < world.config.segmentAccuracy
    ? group
    : random.below(world.config.groupCount);
}
