import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { categorySpace, toInterests } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const genres: Record<string, string[]> = { 1: ["War", "Drama"], 2: ["Drama"], 3: [] };
const space = categorySpace("genres", ["1", "2", "3"], (item) => genres[item]);
const over = (...row: number[]): Float32Array =>
  toInterests(["u"], denseMatrix(Float32Array.from(row), 1, row.length), space).row(0);

test("an item's probability is split between its categories", () => {
  assert.deepEqual([...over(0.5, 0.5, 0)], [0.75, 0.25]);
});

test("mass on items of no known category is shared out over the rest", () => {
  assert.deepEqual([...over(0, 0.5, 0.5)], [1, 0]);
});

test("a user of uncategorised items alone gets the uniform distribution", () => {
  assert.deepEqual([...over(0, 0, 1)], [0.5, 0.5]);
});

test("rows sum to 1 for any distribution over items", () => {
  const weight = fc.double({ min: 0.001, max: 1, noNaN: true });
  fc.assert(
    fc.property(weight, weight, weight, (a, b, c) => {
      const sum = a + b + c;
      const [drama, war] = over(a / sum, b / sum, c / sum);
      assert.ok(Math.abs(drama + war - 1) < 1e-5);
    }),
  );
});

test("another number of items than the space's is an error", () => {
  assert.throws(() => over(0.5, 0.5), {
    message: "toInterests requires 3 items (those of genres), got 2",
  });
});
