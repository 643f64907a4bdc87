import assert from "node:assert/strict";
import { test } from "node:test";
import { type SparseMatrix } from "../../../lib/matrices";
import { learnItemLikelihood } from "../../../lib/models/bayesian/itemLikelihood";
import { type SimulatedWorld } from "../../../lib/simulation/simulate";
import { smallWorld, toldSpace } from "../../support/smallWorld";

/** Mean over interests of the total variation between p(item | interest) and the truth. */
function distance(chances: SparseMatrix, { world, truth }: SimulatedWorld): number {
  const { popularity, exposure } = world.items;
  let sum = 0;
  for (let item = 0; item < chances.rowCount; item++) {
    const shares = truth.space.membership.rowValues(item);
    chances.rowColumns(item).forEach((interest, entry) => {
      const { wanted, visible } = world.shelves[0][interest];
      const right = (shares[entry] * popularity[item] * exposure[item]) / (wanted * visible);
      sum += Math.abs(right - chances.rowValues(item)[entry]) / 2;
    });
  }
  return sum / chances.columnCount;
}

const world = smallWorld();
const space = toldSpace(world);

test("what an item says of interests is learned where items serve several", () => {
  const learned = learnItemLikelihood(world.interactions, space);
  const fractional = learnItemLikelihood(world.interactions, space, { maxIterations: 0 });
  assert.ok(distance(learned.chances, world) < 0.12, `${distance(learned.chances, world)}`);
  assert.ok(distance(learned.chances, world) < 0.7 * distance(fractional.chances, world));
});

test("each interest's chances sum to 1, and expected counts to the rows", () => {
  const { chances, expectedCounts } = learnItemLikelihood(world.interactions, space);
  const sums = new Float64Array(chances.columnCount);
  chances.columnIndex.forEach((interest, entry) => (sums[interest] += chances.value[entry]));
  for (const sum of sums) assert.ok(Math.abs(sum - 1) < 1e-5);
  const rows = expectedCounts.value.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(rows / world.interactions.count - 1) < 1e-4);
});

test("known propensities give the interests' visibility, up to a factor", () => {
  const propensities = world.truth.propensity;
  const { visibility } = learnItemLikelihood(world.interactions, space, { propensities });
  const right = world.world.shelves[0].map(({ visible }) => visible);
  const most = Math.max(...right);
  visibility.forEach((chance, k) => assert.ok(Math.abs(chance - right[k] / most) < 0.1));
});

test("an interest whose own items are never chosen leaves no trace", () => {
  const silent = smallWorld({ silentInterestCount: 1 });
  const { visibility, chances } = learnItemLikelihood(silent.interactions, toldSpace(silent));
  assert.equal(visibility[0], 0);
  assert.ok(!chances.columnIndex.includes(0));
  assert.ok(visibility.subarray(1).every((chance) => Math.abs(chance - 1) < 1e-9));
});

test("a propensity outside (0, 1] is an error", () => {
  const propensities = new Float64Array(space.items.length);
  assert.throws(() => learnItemLikelihood(world.interactions, space, { propensities }), {
    name: "RangeError",
    message: "learnItemLikelihood requires propensities in (0, 1], got 0",
  });
});
