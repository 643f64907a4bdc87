import assert from "node:assert/strict";
import { test } from "node:test";
import { novelty } from "../../../lib/metrics/catalogue/novelty";
import { counts } from "../../support/itemVectors";

test("the places' mean equals recommenders' novelty, with counts of interactions", () => {
  // recommenders 1.2.1: novelty(train, reco without item 5) -> 2.4182958340544896
  const lists = [Int32Array.of(3, 4), Int32Array.of(0, 2), Int32Array.of(1, 0)];
  const values = novelty(lists, 2, counts, 6);
  assert.ok(Math.abs((values[0] + values[1] + values[2]) / 3 - 2.4182958340544896) < 1e-12);
});

test("an item that every user knows has no novelty, an unknown one is taken as known to one", () => {
  assert.deepEqual([...novelty([Int32Array.of(0), Int32Array.of(1)], 1, [4, 0], 4)], [0, 2]);
});
