import assert from "node:assert/strict";
import { test } from "node:test";
import { itemPartners } from "../../lib/figures/itemPartners";

test("each part shows the share of the other items it met, the coverage as baseline", () => {
  const figure = itemPartners({ coverage: 1 / 3, partnerCount: [1, 0, 1] });
  assert.deepEqual(figure.data[0].y, [0, 0.5, 0.5]);
  assert.match(figure.layout.title.text, /^33% of all pairs/);
});

test("a single item has no partners to show", () => {
  assert.throws(() => itemPartners({ coverage: NaN, partnerCount: [0] }), {
    name: "RangeError",
    message: "itemPartners requires at least two items, got 1",
  });
});
