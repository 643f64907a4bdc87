import assert from "node:assert/strict";
import { test } from "node:test";
import { alignSpace, categorySpace, itemSpace } from "../../lib/interests";

const genres: Record<string, string[]> = { 1: ["War", "Drama"], 2: ["Drama"], 3: [] };
const space = categorySpace("genres", ["1", "2", "3"], (item) => genres[item]);

test("an item of c categories belongs to each by 1 / c, categories in alphabetical order", () => {
  assert.deepEqual(space.interests, ["Drama", "War"]);
  assert.deepEqual([...space.membership.rowValues(0)], [0.5, 0.5]);
  assert.deepEqual([...space.membership.rowValues(1)], [1]);
});

test("an item of no known category has an empty row", () => {
  assert.equal(space.membership.rowColumns(2).length, 0);
});

test("a catalogue without categories is an error", () => {
  assert.throws(() => categorySpace("genres", ["1"], () => []), {
    message: "categorySpace requires at least one item with genres, got none",
  });
});

test("each item is its own interest in the item space", () => {
  const items = itemSpace(["a", "b"]);
  assert.deepEqual([...items.membership.rowColumns(1)], [1]);
  assert.deepEqual([...items.membership.rowValues(1)], [1]);
});

test("aligning moves rows to another order of items and leaves unknown items empty", () => {
  const aligned = alignSpace(space, ["2", "9", "1"]);
  assert.deepEqual([...aligned.membership.rowColumns(0)], [0]);
  assert.equal(aligned.membership.rowColumns(1).length, 0);
  assert.deepEqual([...aligned.membership.rowValues(2)], [0.5, 0.5]);
});
