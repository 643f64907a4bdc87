import assert from "node:assert/strict";
import { test } from "node:test";
import { randomSampler } from "../../lib/search/randomSampler";
import { type SearchTrial } from "../../lib/search/SearchSampler";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { tpeSampler } from "../../lib/search/tpeSampler";
import { unitsOf } from "../../lib/search/TrialSettings";
import { branin, conditionalHartmann6, medianRegret, regretOf } from "../support/searchFunctions";

test("on Branin the median regret over 9 seeds is below random search's", () => {
  const budget = { seedCount: 9, trialCount: 60 };
  const ours = medianRegret(branin, tpeSampler, budget);
  const random = medianRegret(branin, randomSampler, budget);
  assert.ok(ours < random, `${ours} against ${random}`);
});

test("a suggestion is a function of seed and history", () => {
  const { space } = conditionalHartmann6;
  const history: SearchTrial[] = [];
  for (let trial = 0; trial < 30; trial++) {
    const settings = tpeSampler(space, { seed: 5 }).suggest(history)!;
    assert.deepEqual(tpeSampler(space, { seed: 5 }).suggest([...history]), settings);
    unitsOf(space, settings); // throws at settings that the space doesn't have
    history.push({ settings, value: conditionalHartmann6.valueOf(settings) });
  }
  const direct = regretOf(conditionalHartmann6, tpeSampler(space, { seed: 5 }), 30);
  const best = Math.min(...history.map(({ value }) => Number(value)));
  assert.equal(best - conditionalHartmann6.optimum, direct);
});

test("the good choice and the good range are drawn most, in either direction", () => {
  const space = parseSearchSpace({
    kind: { type: "categorical", choices: ["a", "b", "c"] },
    size: { type: "int", low: 1, high: 100, log: true },
  });
  for (const direction of ["minimize", "maximize"] as const) {
    const sign = direction === "minimize" ? 1 : -1;
    const { suggest } = tpeSampler(space, { direction });
    const history: SearchTrial[] = [];
    for (let trial = 0; trial < 60; trial++) {
      const settings = suggest(history)!;
      const cost = (settings.kind === "b" ? 0 : 1) + Math.abs(Math.log(Number(settings.size) / 8));
      history.push({ settings, value: sign * cost });
    }
    const late = history.slice(30).map(({ settings }) => settings);
    assert.ok(late.filter(({ kind }) => kind === "b").length > 15);
    assert.ok(late.filter(({ size }) => Number(size) >= 4 && Number(size) <= 16).length > 15);
  }
});

test("failed trials are no obstacle, and are kept away from", () => {
  const space = parseSearchSpace({ x: { type: "float", low: 0, high: 1 } });
  const { suggest } = tpeSampler(space);
  const history: SearchTrial[] = [];
  for (let trial = 0; trial < 50; trial++) {
    const settings = suggest(history)!;
    const x = Number(settings.x);
    history.push({ settings, value: x < 0.5 ? null : Math.abs(x - 0.8) });
  }
  const failed = history.slice(25).filter(({ value }) => value === null).length;
  assert.ok(failed < 10, `${failed} of 25`);
});

test("options out of range are refused", () => {
  assert.throws(() => tpeSampler(branin.space, { startupTrials: 0 }), { message: /got 0$/ });
  assert.throws(() => tpeSampler(branin.space, { candidateCount: 0.5 }), { message: /got 0.5$/ });
});
