import assert from "node:assert/strict";
import { test } from "node:test";
import { firstPlaces, placesByRow, rowShares } from "../../lib/models/factorTables";

// Two rows of size 4, of which 2 places count.
const values = Float32Array.of(1, 3, 0, 0, 2, 2, 0, 0);

test("shares of a row sum to 1, padding stays 0", () => {
  assert.deepEqual([...rowShares(values, 4)], [0.25, 0.75, 0, 0, 0.5, 0.5, 0, 0]);
});

test("selected rows lose their padding", () => {
  const cut = firstPlaces(values, Int32Array.of(1, 0), 4, 2);
  assert.deepEqual([cut.rowCount, cut.columnCount, ...cut.values], [2, 2, 2, 2, 1, 3]);
});

test("places become rows", () => {
  const turned = placesByRow(values, 4, 2);
  assert.deepEqual([turned.rowCount, turned.columnCount, ...turned.values], [2, 2, 1, 2, 3, 2]);
});
