import assert from "node:assert/strict";
import { test } from "node:test";
import { itemCoverage } from "../../../lib/metrics/catalogue/itemCoverage";

test("three different items in the first places of two lists cover three tenths of ten items", () => {
  assert.equal(itemCoverage([Int32Array.of(0, 1, 9), Int32Array.of(1, 2)], 10, 2), 0.3);
});

test("an empty catalogue is an error", () => {
  assert.throws(() => itemCoverage([], 0, 2), {
    message: "itemCoverage requires a catalogue with items, got 0 items",
  });
});
