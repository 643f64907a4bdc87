import assert from "node:assert/strict";
import { test } from "node:test";
import { importanceBars } from "../../lib/figures/importanceBars";

test("bars fall, the title names the first, the subtitle how far to trust them", () => {
  const importance = { shares: { a: 0.1, b: 0.8 }, explained: 0.55 };
  const { data, layout } = importanceBars(importance, { objective: "NDCG" });
  assert.deepEqual(data[0].x, ["b", "a"]);
  assert.match(layout.title.text, /^b accounts for 80% of how NDCG varies/);
  assert.match(layout.title.text, /foresees 55% of held-out variance/);
});
