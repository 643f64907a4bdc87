import assert from "node:assert/strict";
import { test } from "node:test";
import { interestBars } from "../../lib/figures/interestBars";

const USER = {
  user: "42",
  interests: ["Drama", "Comedy", "War"],
  probabilities: Float32Array.of(0.25, 0.5, 0.25),
  historyCounts: [3, 9, 1],
};

test("interests fall by probability, with the history's counts in the same order", () => {
  const [probability, history] = interestBars(USER).data;
  assert.deepEqual(probability.y, ["Comedy", "Drama", "War"]);
  assert.deepEqual(probability.x, [0.5, 0.25, 0.25]);
  assert.deepEqual(history.x, [9, 3, 1]);
  assert.equal(history.xaxis, "x2");
});

test("k keeps the likeliest, and the title names the user and the likeliest", () => {
  const { data, layout } = interestBars(USER, { k: 1 });
  assert.deepEqual(data[0].y, ["Comedy"]);
  assert.match(layout.title.text, /User 42: Comedy .* \(50%\)/);
});

test("credible intervals become error bars in the shown order", () => {
  const [trace] = interestBars({ ...USER, low: [0.1, 0.4, 0.2], high: [0.3, 0.75, 0.5] }).data;
  const { array } = trace.error_x as { array: number[] };
  assert.deepEqual(array.map((value) => Number(value.toFixed(3))), [0.25, 0.05, 0.25]);
});

test("titles and labels are Chinese where asked", () => {
  const { data, layout } = interestBars(USER, { language: "zh" });
  assert.equal(layout.title.text, "用户 42：下一次最可能的兴趣是Comedy（50%）");
  assert.deepEqual(data.map(({ name }) => name), ["概率", "历史"]);
});
