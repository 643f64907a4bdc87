import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceLikelihood } from "../../lib/simulation/choiceLikelihood";
import { drawWorld } from "../../lib/simulation/World";

const world = drawWorld({
  userCount: 1,
  itemCount: 50,
  interestCount: 5,
  domainCount: 2,
  periodCount: 2,
});
const theta = Float64Array.of(0.1, 0.2, 0.3, 0.15, 0.25, 0.5, 0.1, 0.1, 0.2, 0.1);

test("the chances of all items of a domain sum to 1, in each period", () => {
  for (const period of [0, 1]) {
    for (const domain of [0, 1]) {
      let sum = 0;
      world.items.domain.forEach((itemDomain, item) => {
        if (itemDomain !== domain) return;
        sum += Math.exp(choiceLikelihood(world, [{ item, period }])(theta));
      });
      assert.ok(Math.abs(sum - 1) < 1e-6, `${sum}`); // memberships are single precision
    }
  }
});

test("choices are independent: their log-likelihoods add up, repeats too", () => {
  const choices = [3, 7, 7, 12].map((item, i) => ({ item, period: i % 2 }));
  const seen = choices.filter(({ item }) =>
    world.items.membership.rowColumns(item).some((k) => k > 1),
  );
  const together = choiceLikelihood(world, seen)(theta);
  const apart = seen.reduce((sum, choice) => sum + choiceLikelihood(world, [choice])(theta), 0);
  assert.ok(Math.abs(together - apart) < 1e-9);
});

test("no choice says nothing", () => {
  assert.equal(choiceLikelihood(world, [])(theta), 0);
});
