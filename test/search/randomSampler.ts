import assert from "node:assert/strict";
import { test } from "node:test";
import { randomSampler } from "../../lib/search/randomSampler";
import { type SearchTrial } from "../../lib/search/SearchSampler";
import { parseSearchSpace } from "../../lib/search/SearchSpace";

const space = parseSearchSpace({
  rate: { type: "float", low: 1e-4, high: 1, log: true },
  kind: { type: "categorical", choices: ["a", "b"] },
});
const blank: SearchTrial = { settings: { rate: 1, kind: "a" }, value: 0 };

test("a suggestion follows from the seed and the trial's number alone", () => {
  const other: SearchTrial = { ...blank, value: 9 };
  const first = randomSampler(space, { seed: 3 });
  assert.deepEqual(first.suggest([blank]), randomSampler(space, { seed: 3 }).suggest([other]));
  assert.notDeepEqual(first.suggest([blank]), first.suggest([]));
  assert.notDeepEqual(first.suggest([]), randomSampler(space, { seed: 4 }).suggest([]));
});

test("draws are even over a log scale and over choices", () => {
  const { suggest } = randomSampler(space);
  const draws = Array.from({ length: 400 }, (_, n) => suggest(Array<SearchTrial>(n).fill(blank))!);
  const small = draws.filter(({ rate }) => Number(rate) < 0.01).length;
  const a = draws.filter(({ kind }) => kind === "a").length;
  // Binomial(400, 1/2): 5 standard deviations are 50.
  assert.ok(Math.abs(small - 200) < 50 && Math.abs(a - 200) < 50, `${small} and ${a} of 400`);
});
