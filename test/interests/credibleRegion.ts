import assert from "node:assert/strict";
import { test } from "node:test";
import {
  credibleIntervals,
  credibleRegion,
  InterestDistribution,
  posteriorDraws,
} from "../../lib/interests";
import { denseMatrix, matrixRow } from "../../lib/matrices";

const concentrations = denseMatrix(Float32Array.of(2, 3, 5, 1, 1, 8), 2, 3);
const distribution = new InterestDistribution({
  users: ["u", "v"],
  spaceName: "genres",
  interests: ["a", "b", "c"],
  probabilities: denseMatrix(Float32Array.of(0.2, 0.3, 0.5, 0.1, 0.1, 0.8), 2, 3),
  posterior: { family: "dirichlet", concentrations },
});
/** The same posteriors, known by draws. */
const drawn = new InterestDistribution({
  users: distribution.users,
  spaceName: distribution.spaceName,
  interests: distribution.interests,
  probabilities: distribution.probabilities,
  posterior: {
    family: "samples",
    drawCount: 4000,
    draws: denseMatrix(
      Float32Array.from(
        [0, 1].flatMap((user) => [...posteriorDraws(distribution, user, 4000, 8).values]),
      ),
      8000,
      3,
    ),
  },
});

test("the share of fresh draws within all of a user's bounds is the level", () => {
  const { lower, upper } = credibleRegion(distribution, { level: 0.8, drawCount: 4000 });
  for (const user of [0, 1]) {
    const fresh = posteriorDraws(distribution, user, 4000, 77);
    let within = 0;
    for (let draw = 0; draw < 4000; draw++) {
      const inside = matrixRow(fresh, draw).every(
        (share, k) => share >= matrixRow(lower, user)[k] && share <= matrixRow(upper, user)[k],
      );
      within += inside ? 1 / 4000 : 0;
    }
    assert.ok(Math.abs(within - 0.8) < 0.03, `${within}`);
  }
});

test("a region is wider than the intervals that hold one by one", () => {
  const region = credibleRegion(distribution);
  const intervals = credibleIntervals(distribution);
  region.lower.values.forEach((bound, cell) => assert.ok(bound < intervals.lower.values[cell]));
  region.upper.values.forEach((bound, cell) => assert.ok(bound > intervals.upper.values[cell]));
});

test("intervals from draws agree with those of the Dirichlet distribution they come from", () => {
  const exact = credibleIntervals(distribution);
  const sampled = credibleIntervals(drawn);
  exact.lower.values.forEach((bound, cell) => {
    assert.ok(Math.abs(bound - sampled.lower.values[cell]) < 0.02);
    assert.ok(Math.abs(exact.upper.values[cell] - sampled.upper.values[cell]) < 0.02);
  });
});

test("selected users keep their own draws", () => {
  const second = drawn.select([1]);
  assert.ok(second.posterior?.family === "samples");
  const all = posteriorDraws(drawn, 1, 4000, 1);
  assert.deepEqual(posteriorDraws(second, 0, 4000, 1).values, all.values);
});

test("a distribution without posterior has no region", () => {
  const plain = new InterestDistribution({
    users: ["u"],
    spaceName: "genres",
    interests: ["a"],
    probabilities: denseMatrix(Float32Array.of(1), 1, 1),
  });
  assert.throws(() => credibleRegion(plain), {
    name: "RangeError",
    message: "posteriorDraws requires a posterior, got a distribution without one",
  });
});
