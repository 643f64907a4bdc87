import assert from "node:assert/strict";
import { test } from "node:test";
import { tradeOff } from "../../lib/figures/tradeOff";

test("the front is what no other beats, along x; the rest is beaten", () => {
  const points = [
    [3, 0.9],
    [1, 0.5],
    [2, 0.4],
    [2, NaN],
  ].map(([x, y], n) => ({ label: `${n}`, x, y }));
  const { data, layout } = tradeOff(points, {
    x: { name: "fit (s)", direction: "minimize" },
    y: { name: "NDCG", direction: "maximize" },
  });
  assert.deepEqual(data[1].x, [1, 3]);
  assert.deepEqual(data[0].text, ["2"]);
  assert.match(layout.title.text, /^2 of 3 are beaten by no other in both fit \(s\) and NDCG$/);
  assert.equal(layout.yaxis?.title?.text, "NDCG, higher is better");
});
