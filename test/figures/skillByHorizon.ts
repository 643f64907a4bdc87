import assert from "node:assert/strict";
import { test } from "node:test";
import { skillByHorizon } from "../../lib/figures/skillByHorizon";

const skills = [2, 1].flatMap((horizon) =>
  ["Rrn", "Persistence"].map((forecaster) => {
    const skill = forecaster === "Rrn" ? 0.1 / horizon : -0.2;
    return { forecaster, horizon, skill, low: skill - 0.01, high: skill + 0.01 };
  }),
);

test("each forecaster is a line over rising horizons; the title names the best one window ahead", () => {
  const { data, layout } = skillByHorizon(skills);
  const line = data.find(({ name }) => name === "Rrn")!;
  assert.deepEqual(line.x, [1, 2]);
  assert.deepEqual(line.y, [0.1, 0.05]);
  assert.match(layout.title.text, /Rrn is best: skill 0.100/);
  assert.match(skillByHorizon(skills, { language: "zh" }).layout.title.text, /Rrn 最好/);
});

test("skills without a first horizon are refused", () => {
  assert.throws(() => skillByHorizon(skills.slice(0, 2)), /one window ahead, got horizons 2/);
});
