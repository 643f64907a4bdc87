import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";

test("from state 1, 2, 3, 4 the first words are those of the authors' C code", () => {
  // xoshiro128starstar.c (prng.di.unimi.it), s = {1, 2, 3, 4}, compiled by gcc 12, ten next()
  const random = new RandomGenerator([1, 2, 3, 4]);
  const words = Array.from({ length: 10 }, () => random.uint32());
  assert.deepEqual(
    words,
    [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ],
  );
});

test("the same seed gives the same numbers, another seed others", () => {
  const draw = (seed: number | string) => {
    const random = new RandomGenerator(seed);
    return Array.from({ length: 5 }, () => random.uniform());
  };
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
});

test("a fork doesn't depend on what was drawn before, and differs by label", () => {
  const fresh = new RandomGenerator(1);
  const used = new RandomGenerator(1);
  used.uniform();
  assert.equal(fresh.fork("a").uint32(), used.fork("a").uint32());
  assert.notEqual(fresh.fork("a").uint32(), fresh.fork("b").uint32());
  assert.notEqual(fresh.fork(1).uint32(), fresh.fork("1").uint32());
});

test("forks by number are uncorrelated", () => {
  const parent = new RandomGenerator("streams");
  const first = Array.from({ length: 20_000 }, (_, i) => parent.fork(i).uniform());
  let covariance = 0;
  for (let i = 1; i < first.length; i++) covariance += (first[i] - 0.5) * (first[i - 1] - 0.5);
  const correlation = (covariance / (first.length - 1)) * 12;
  assert.ok(Math.abs(correlation) < 4 / Math.sqrt(first.length), `correlation ${correlation}`);
});

test("a generator goes on from a saved state", () => {
  const random = new RandomGenerator(3);
  random.uint32();
  const resumed = new RandomGenerator(random.state);
  assert.equal(resumed.uint32(), random.uint32());
});

test("below is uniform over its range", () => {
  const random = new RandomGenerator(5);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[random.below(7)]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquare < 22.46, `chi-square ${chiSquare}`); // scipy.stats.chi2.ppf(0.999, 6)
});

test("a seed that is no number, an empty state and an empty range are refused", () => {
  assert.throws(() => new RandomGenerator(NaN), {
    name: "RangeError",
    message: "RandomGenerator requires a finite seed, got NaN",
  });
  assert.throws(() => new RandomGenerator([0, 0, 0, 0]), RangeError);
  assert.throws(() => new RandomGenerator(1).below(0), {
    name: "RangeError",
    message: "below requires an integer count in [1, 2^32], got 0",
  });
});
