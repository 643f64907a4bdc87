import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { scalarise } from "../../lib/search/scalarise";

test("a beaten trial never costs less than the one that beats it, whatever the weights", () => {
  const points = [[1, 5], [2, 6], [0, 7], null, [NaN, 1]];
  for (let seed = 0; seed < 50; seed++) {
    const costs = scalarise(points, ["minimize", "maximize"], new RandomGenerator(seed));
    assert.deepEqual([costs[3], costs[4]], [null, null]);
    assert.ok(costs[2]! < costs[0]! && costs[2]! < costs[1]!);
    assert.ok(costs.every((cost) => cost === null || (cost >= 0 && cost <= 1.05)));
  }
});

test("over seeds each end of a front is the best for some weights", () => {
  const front = [
    [0, 1],
    [0.4, 0.4],
    [1, 0],
  ];
  const winners = Array.from({ length: 60 }, (_, seed) => {
    const costs = scalarise(front, ["minimize", "minimize"], new RandomGenerator(seed));
    return costs.indexOf(Math.min(...costs.map(Number)));
  });
  assert.deepEqual(new Set(winners), new Set([0, 1, 2]));
});

test("a single known point costs nothing", () => {
  assert.deepEqual(scalarise([[3, 4], null], ["minimize", "minimize"], new RandomGenerator(1)), [
    0,
    null,
  ]);
});
