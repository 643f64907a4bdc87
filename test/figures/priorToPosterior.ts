import assert from "node:assert/strict";
import { test } from "node:test";
import { priorToPosterior } from "../../lib/figures/priorToPosterior";

const path = {
  user: "7",
  interests: ["Drama", "War"],
  steps: [
    { label: "prior", probabilities: [0.5, 0.5], low: [0.1, 0.1], high: [0.9, 0.9] },
    { label: "1: Alien", probabilities: [0.25, 0.75], low: [0.05, 0.55], high: [0.45, 0.95] },
  ],
};

test("it opens at the last step, likeliest first, and the slider holds every step", () => {
  const { data, layout } = priorToPosterior(path);
  assert.deepEqual(data[0].y, ["War", "Drama"]);
  assert.deepEqual(data[0].x, [0.75, 0.25]);
  const [slider] = layout.sliders as { active: number; steps: { args: { x: number[][] }[] }[] }[];
  assert.equal(slider.active, 1);
  assert.deepEqual(
    slider.steps.map(({ args }) => args[0].x[0]),
    [
      [0.5, 0.5],
      [0.75, 0.25],
    ],
  );
});

test("the title says how much narrower the intervals became", () => {
  assert.match(priorToPosterior(path).layout.title.text, /User 7: 1 interactions .* 50 % narrower/);
});

test("a path without steps is an error", () => {
  assert.throws(() => priorToPosterior({ ...path, steps: [] }), {
    name: "RangeError",
    message: "priorToPosterior requires steps, got none",
  });
});

test("titles and labels are Chinese where asked", () => {
  const { layout } = priorToPosterior(path, { language: "zh" });
  assert.match(layout.title.text, /次交互使可信区间缩窄/);
  assert.equal(layout.xaxis?.title?.text, "概率；细线为可信区间");
});
