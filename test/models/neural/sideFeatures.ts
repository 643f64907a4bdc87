import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalogue, Vocabulary } from "../../../lib/data";
import { sideFeatures } from "../../../lib/models/neural/sideFeatures";

test("categories share 1, texts make a column a value, numbers are standardised", () => {
  const catalogue = new Catalogue({
    ids: new Vocabulary(["a", "b", "c"], "item"),
    categories: [["x", "y"], ["y"], []],
    texts: { colour: ["red", null, "blue"] },
    numbers: { price: Float64Array.of(1, 3, NaN), weight: Float64Array.of(2, 2, 2) },
  });
  const { fields, values, columnCount } = sideFeatures(catalogue, ["b", "a", "c", "unknown"]);
  assert.deepEqual(fields, [
    { name: "categories", start: 0, end: 2 },
    { name: "colour", start: 2, end: 4 },
    { name: "price", start: 4, end: 5 },
  ]);
  assert.equal(columnCount, 5);
  assert.deepEqual(
    [...values],
    [
      [0, 1, 0, 0, 1],
      [0.5, 0.5, 0, 1, -1],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 0],
    ].flat(),
  );
});

test("a text column of more than 100 values is left out, and no catalogue gives no feature", () => {
  const ids = Array.from({ length: 101 }, (_, index) => `i${index}`);
  const catalogue = new Catalogue({
    ids: new Vocabulary(ids, "item"),
    categories: ids.map(() => []),
    texts: { title: ids },
    numbers: {},
  });
  assert.deepEqual(sideFeatures(catalogue, ids).fields, []);
  assert.equal(sideFeatures(undefined, ids).columnCount, 0);
});
