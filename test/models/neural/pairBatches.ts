import assert from "node:assert/strict";
import { test } from "node:test";
import { plantedBlocks } from "../../../lib/models/checkModel";
import { chosenPairs, labelledBatches } from "../../../lib/models/neural/pairBatches";
import { RandomGenerator } from "../../../lib/probability";

test("every chosen pair comes once, each followed by pairs that weren't chosen", () => {
  const pairs = chosenPairs(plantedBlocks());
  const sizes = { batchSize: 100, negativeCount: 3 };
  const batches = labelledBatches(pairs, sizes, new RandomGenerator(1));
  const right = new Set<string>();
  let counted = 0;
  for (const { inputs, weight } of batches) {
    const { user, item, label } = inputs as Record<string, Int32Array | Float32Array>;
    counted += weight;
    assert.equal(user.length, 100);
    for (let at = 0; at < weight; at++) {
      const isChosen = pairs.chosen.rowColumns(user[at]).includes(item[at]);
      assert.equal(isChosen, label[at] === 1);
      assert.equal(label[at], at % 4 === 0 ? 1 : 0);
      if (isChosen) right.add(`${user[at]} ${item[at]}`);
    }
  }
  assert.equal(right.size, pairs.userOf.length);
  assert.equal(counted, 4 * pairs.userOf.length);
});
