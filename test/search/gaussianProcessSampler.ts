import assert from "node:assert/strict";
import { test } from "node:test";
import { fittedLength, gaussianProcessSampler } from "../../lib/search/gaussianProcessSampler";
import { randomSampler } from "../../lib/search/randomSampler";
import { type SearchTrial } from "../../lib/search/SearchSampler";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { unitsOf } from "../../lib/search/TrialSettings";
import { branin, conditionalHartmann6, medianRegret } from "../support/searchFunctions";

test("on Branin the median regret over 5 seeds is a tenth of random search's", () => {
  const budget = { seedCount: 5, trialCount: 25 };
  const ours = medianRegret(branin, gaussianProcessSampler, budget);
  const random = medianRegret(branin, randomSampler, budget);
  assert.ok(ours < random / 10, `${ours} against ${random}`);
});

test("a suggestion is a function of seed and history, in a conditional space too", () => {
  const { space, valueOf } = conditionalHartmann6;
  const { suggest } = gaussianProcessSampler(space, { seed: 5 });
  const history: SearchTrial[] = [];
  for (let trial = 0; trial < 34; trial++) {
    const settings = suggest(history)!;
    unitsOf(space, settings); // throws at settings that the space doesn't have
    history.push({ settings, value: trial === 12 ? null : valueOf(settings) });
  }
  // A sampler that never saw the first suggestions goes on as the first one does.
  const resumed = gaussianProcessSampler(space, { seed: 5 });
  assert.deepEqual(resumed.suggest(history), suggest(history));
  assert.deepEqual(resumed.suggest(history.slice(0, 20)), history[20].settings);
});

test("a maximum over integers and choices is found", () => {
  const space = parseSearchSpace({
    kind: { type: "categorical", choices: ["a", "b", "c"] },
    size: { type: "int", low: 1, high: 100, log: true },
  });
  const { suggest } = gaussianProcessSampler(space, { direction: "maximize" });
  const history: SearchTrial[] = [];
  for (let trial = 0; trial < 25; trial++) {
    const settings = suggest(history)!;
    const value = (settings.kind === "b" ? 1 : 0) - Math.abs(Math.log(Number(settings.size) / 8));
    history.push({ settings, value });
  }
  const best = Math.max(...history.map(({ value }) => Number(value)));
  assert.ok(best > 1 - Math.log(9 / 8), `${best}`);
});

test("trials that all failed are no obstacle", () => {
  const failed = Array.from({ length: 12 }, (_, n) => ({
    settings: { x: n / 2, y: n },
    value: null,
  }));
  assert.notEqual(gaussianProcessSampler(branin.space).suggest(failed), null);
});

test("the kernel is fitted at every trial up to 60, then at each tenth more, from 100 on each fifth", () => {
  const lengths = [12, 60, 65, 66, 72, 73, 109, 131, 200].map(fittedLength);
  assert.deepEqual(lengths, [12, 60, 60, 66, 66, 73, 109, 131, 190]);
});

test("options out of range are refused", () => {
  assert.throws(() => gaussianProcessSampler(branin.space, { startupTrials: 0 }), {
    message: "gaussianProcessSampler requires startupTrials of at least 1, got 0",
  });
});
