import assert from "node:assert/strict";
import { test } from "node:test";
import { optimizationHistory } from "../../lib/figures/optimizationHistory";

const history = [3, null, 5, 2, NaN, 4].map((value) => ({ value }));

test("the line is the best so far, in either direction, and the title says when it was found", () => {
  const high = optimizationHistory(history, { objective: "NDCG", direction: "maximize" });
  assert.deepEqual(high.data[1].x, [1, 3, 4, 6]);
  assert.deepEqual(high.data[1].y, [3, 5, 5, 5]);
  assert.match(high.layout.title.text, /^Trial 3 of 6 has the best NDCG: 5\.00, after 3\.00 at /);
  const first = optimizationHistory([{ value: 1 }, { value: 2 }], { objective: "loss" });
  assert.equal(first.layout.title.text, "Trial 1 of 2 has the best loss: 1.00");
  const low = optimizationHistory(history, { objective: "loss" });
  assert.deepEqual(low.data[1].y, [3, 3, 2, 2]);
});

test("trials without a value stand apart", () => {
  const { data } = optimizationHistory(history, { objective: "loss" });
  assert.deepEqual(data[2].x, [2, 5]);
  assert.equal(optimizationHistory([{ value: 1 }], { objective: "loss" }).data.length, 2);
});

test("a history without a value is refused", () => {
  assert.throws(() => optimizationHistory([{ value: null }], { objective: "x" }), /got none$/);
});
