import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { simulate, type SimulatedWorld, trueDistribution } from "../../lib/simulation/simulate";
import { periodOf } from "../../lib/simulation/simulateUser";
import { propensity } from "../../lib/simulation/World";
import { type WorldConfig } from "../../lib/simulation/WorldConfig";

const SMALL: Partial<WorldConfig> = { userCount: 400, itemCount: 120, interestCount: 8 };
const world = simulate(SMALL);

/** One number for all that a world says. */
function fingerprint({ interactions, items, users, social, truth }: SimulatedWorld): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([items.toColumns(), users.toColumns()]));
  hash.update(interactions.itemIndex).update(interactions.value).update(interactions.kindIndex);
  hash.update(interactions.timestampMs!).update(social.from).update(social.to);
  return hash.update(truth.interests).update(truth.missedCount).digest("hex");
}

test("the same seed gives the same bytes, another seed others", () => {
  assert.equal(fingerprint(simulate(SMALL)), fingerprint(world));
  assert.notEqual(fingerprint(simulate({ ...SMALL, seed: 43 })), fingerprint(world));
});

test("the default is the shop of 10,000 users and 1,000 items", () => {
  const { config } = simulate({
    interactionsPerUser: 1,
    periodCount: 1,
    changeProbability: 0,
  }).world;
  assert.deepEqual([config.userCount, config.itemCount], [10_000, 1_000]);
});

test("what was seen, weighted by the inverse propensity, adds up to all that was wanted", () => {
  // Wants of silent interests are never seen; without them each row stands for 1 / e wants.
  const open = simulate({ ...SMALL, userCount: 2_000, silentInterestCount: 0 });
  let weighted = 0;
  let squares = 0;
  let wanted = 0;
  open.interactions.itemIndex.forEach((item) => {
    const e = propensity(open.world, item, 0);
    weighted += 1 / e;
    squares += (1 - e) / (e * e);
  });
  open.truth.missedCount.forEach((missed) => (wanted += missed));
  wanted += open.interactions.count;
  // Both vary by about this much around their common mean.
  const deviation = Math.sqrt(2 * squares);
  assert.ok(Math.abs(weighted - wanted) < 4 * deviation, `${weighted} of ${wanted}`);
});

test("the share of wants that was seen is the mean propensity over the true interests", () => {
  const { interestCount: K, periodCount: P } = world.world.config;
  const { userIndex, timestampMs, count } = world.interactions;
  let expectedMissed = 0;
  let variance = 0;
  for (let row = 0; row < count; row++) {
    const start = (userIndex[row] * P + periodOf(world.world, timestampMs![row])) * K;
    let seen = 0;
    for (let k = 0; k < K; k++) {
      seen += world.truth.interests[start + k] * world.world.shelves[0][k].visible;
    }
    expectedMissed += (1 - seen) / seen;
    variance += (1 - seen) / (seen * seen);
  }
  const missed = world.truth.missedCount.reduce((sum, n) => sum + n, 0);
  assert.ok(Math.abs(missed - expectedMissed) < 4 * Math.sqrt(variance), `${missed}`);
});

test("silent interests leave no trace: their own items are never seen", () => {
  const { membership } = world.world.items;
  assert.equal(world.truth.silentInterests.length, 2);
  const served = new Set<number>();
  for (const item of world.interactions.itemIndex) served.add(item);
  for (const item of served) {
    assert.ok(membership.rowColumns(item).some((interest) => interest >= 2));
  }
  const truth = trueDistribution(world, 0);
  const silentMass = truth.users.reduce((sum, _, user) => sum + truth.row(user)[0], 0);
  assert.ok(silentMass > 1, "users do care for what leaves no trace");
});

test("interests drift by the configured step, and stand still where nothing drifts", () => {
  const still = simulate({
    ...SMALL,
    driftPerPeriod: 0,
    seasonAmplitude: 0,
    changeProbability: 0,
  });
  assert.deepEqual(trueDistribution(still, 0), trueDistribution(still, 11));
  const moving = simulate({
    ...SMALL,
    driftPerPeriod: 0.3,
    seasonAmplitude: 0,
    changeProbability: 0,
  });
  const [before, after] = [trueDistribution(moving, 4), trueDistribution(moving, 5)];
  // ln(theta_0 / theta_1) moves by the difference of two steps of 0.3.
  const moves = before.users.map(
    (_, user) =>
      Math.log(after.row(user)[0] / after.row(user)[1]) -
      Math.log(before.row(user)[0] / before.row(user)[1]),
  );
  const deviation = Math.sqrt(moves.reduce((sum, x) => sum + x * x, 0) / moves.length);
  assert.ok(Math.abs(deviation - 0.3 * Math.SQRT2) < 0.06, `${deviation}`);
});

test("activity has a heavy tail, and the configured share of users is cold", () => {
  const many = simulate({ ...SMALL, userCount: 4_000, periodCount: 1, changeProbability: 0 });
  const lengths = many.interactions.rowsByUser().map((rows) => rows.length);
  const cold = lengths.filter((length) => length <= 2).length / 4_000;
  assert.ok(Math.abs(cold - 0.05) < 0.015, `cold ${cold}`);
  const mean = many.interactions.count / 4_000;
  assert.ok(Math.abs(mean - 47.5) < 4, `mean ${mean}`); // 0.95 x 50, and few cold rows
  assert.ok(Math.max(...lengths) > 8 * mean);
});

test("friends share a group as often as homophily says", () => {
  const { group } = world.truth;
  const { from, to } = world.social;
  const same = from.reduce((sum, user, edge) => sum + (group[user] === group[to[edge]] ? 1 : 0), 0);
  const share = Float64Array.from(world.world.groupWeight).reduce((sum, w) => sum + w * w, 0);
  const expected = 0.8 + 0.2 * share;
  assert.ok(Math.abs(same / from.length - expected) < 0.04, `${same / from.length} of ${expected}`);
});

test("rows of a user come in time order within the simulated days", () => {
  const { userIndex, timestampMs } = world.interactions;
  for (let row = 1; row < userIndex.length; row++) {
    assert.ok(userIndex[row] > userIndex[row - 1] || timestampMs![row] >= timestampMs![row - 1]);
  }
  const { startMs, days } = world.world.config;
  assert.ok(timestampMs!.every((t) => t >= startMs && t < startMs + days * 86_400_000));
});

test("domains share the users, and every item stands in one", () => {
  const shops = simulate({ ...SMALL, domainCount: 3 });
  assert.deepEqual(new Set(shops.items.texts.domain), new Set(["domain1", "domain2", "domain3"]));
  const [rows] = shops.interactions.rowsByUser().filter((history) => history.length > 60);
  const domains = new Set(
    Array.from(rows, (row) => shops.world.items.domain[shops.interactions.itemIndex[row]]),
  );
  assert.ok(domains.size > 1);
});

test("texts of items of one interest share more words than others", () => {
  const wordsOf = (item: number) => new Set(world.items.texts.text[item]!.split(" "));
  const overlap = (a: number, b: number) => [...wordsOf(a)].filter((w) => wordsOf(b).has(w)).length;
  // Items 0..7 serve interests 0..7 first, items 8.. random ones; 0 and 8 + j by category.
  const { categories } = world.items;
  let alike = 0;
  let alikeCount = 0;
  let other = 0;
  let otherCount = 0;
  for (let a = 0; a < 120; a++) {
    for (let b = a + 1; b < 120; b++) {
      if (categories[a].length > 1 || categories[b].length > 1) continue;
      if (categories[a][0] === categories[b][0]) {
        alike += overlap(a, b);
        alikeCount++;
      } else {
        other += overlap(a, b);
        otherCount++;
      }
    }
  }
  assert.ok(alike / alikeCount > 2 * (other / otherCount));
});

test("a setting that doesn't exist and one outside its range are refused by name", () => {
  assert.throws(() => simulate({ userCont: 3 } as Partial<WorldConfig>), {
    name: "RangeError",
    message:
      /^worldConfig requires known settings, got unknown key userCont; did you mean userCount/,
  });
  assert.throws(() => simulate({ homophily: 2 }), {
    name: "RangeError",
    message: /homophily.*got 2$/,
  });
  assert.throws(() => simulate({ interestCount: 2 }), {
    name: "RangeError",
    message: "worldConfig requires fewer silent interests than 2 interests, got 2",
  });
  assert.throws(() => trueDistribution(world, 12), {
    name: "RangeError",
    message: "trueDistribution requires a period in [0, 12), got 12",
  });
});
