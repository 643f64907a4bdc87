import assert from "node:assert/strict";
import { test } from "node:test";
import { wilcoxonTest } from "../../lib/evaluation/wilcoxonTest";

const near = (actual: number, expected: number): boolean => Math.abs(actual / expected - 1) < 1e-6;
const x = Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % 101) / 100);
const y = Float64Array.from({ length: 200 }, (_, i) => ((i * 53) % 97) / 100);

test("few differences without ties are counted out, as scipy does", () => {
  const a = [0.5, 0.2, 0.9, 0.4, 0.31, 0.75, 0.62, 0.11];
  const b = [0.4, 0.25, 0.6, 0.12, 0.3, 0.5, 0.7, 0.13];
  // scipy.stats.wilcoxon(a, b).pvalue -> 0.25 (scipy 1.17.1)
  assert.equal(wilcoxonTest(a, b), 0.25);
});

test("many differences with ties and zeros follow scipy's normal approximation", () => {
  const a = x.map((value) => Math.round(value * 8));
  const b = y.map((value) => Math.round(value * 8));
  // scipy.stats.wilcoxon(floor(8 x + .5), floor(8 y + .5), method="approx").pvalue (scipy 1.17.1)
  assert.ok(near(wilcoxonTest(a, b), 0.35892646937804895), String(wilcoxonTest(a, b)));
});

test("it is the same both ways round, and 1 without any difference", () => {
  assert.ok(near(wilcoxonTest(x, y), wilcoxonTest(y, x)));
  assert.equal(wilcoxonTest(x, x), 1);
  assert.ok(Number.isNaN(wilcoxonTest([], [])));
});
