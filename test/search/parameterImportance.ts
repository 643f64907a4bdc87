import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterImportance } from "../../lib/search/parameterImportance";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { sobolSampler } from "../../lib/search/sobolSampler";
import { type SearchTrial } from "../../lib/search/SearchSampler";

const space = parseSearchSpace({
  a: { type: "float", low: 0, high: 1 },
  b: { type: "float", low: 1, high: 100, log: true },
  idle: { type: "float", low: 0, high: 1 },
});

function trials(valueOf: (a: number, b: number) => number): SearchTrial[] {
  const { suggest } = sobolSampler(space);
  const history: SearchTrial[] = [];
  for (let trial = 0; trial < 40; trial++) {
    const settings = suggest(history)!;
    const value = valueOf(Number(settings.a), Math.log10(Number(settings.b)) / 2);
    history.push({ settings, value });
  }
  return history;
}

test("of a sum, a parameter's share is its part of the variance; one that does nothing has none", () => {
  // Var(3 a) : Var(b) = 9 : 1 for uniform a and b.
  const { shares, explained } = parameterImportance(
    space,
    trials((a, b) => 3 * a + b),
  );
  assert.ok(
    Math.abs(shares.a - 0.9) < 0.03 && Math.abs(shares.b - 0.1) < 0.03,
    JSON.stringify(shares),
  );
  assert.ok(shares.idle < 0.02);
  assert.ok(explained > 0.98);
});

test("of a product without main effects, each has all of the variance", () => {
  const { shares } = parameterImportance(
    space,
    trials((a, b) => (a - 0.5) * (b - 0.5)),
  );
  assert.ok(shares.a > 0.85 && shares.b > 0.85, JSON.stringify(shares));
});

test("of values that nothing explains, the surrogate foresees nothing", () => {
  let bits = 1;
  const noise = trials(() => (bits = (bits * 16807) % 2147483647) / 2147483647);
  assert.ok(parameterImportance(space, noise).explained < 0.3);
});

test("too few trials with a value are refused", () => {
  const few = trials(() => 1).map((trial, n) => (n < 4 ? trial : { ...trial, value: null }));
  assert.throws(() => parameterImportance(space, few), {
    message: "parameterImportance requires at least 5 trials with a value, got 4",
  });
});
