import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { sampleNormal } from "../../lib/probability/sampleNormal";
import { splitRHat } from "../../lib/simulation/splitRHat";

const random = new RandomGenerator(1);
const chain = (mean: number) =>
  Array.from({ length: 400 }, () => Float64Array.of(sampleNormal(random, mean)));

test("chains of one distribution have R-hat near 1, chains apart far from it", () => {
  assert.ok(splitRHat([chain(0), chain(0), chain(0)]) < 1.02);
  assert.ok(splitRHat([chain(0), chain(0), chain(3)]) > 1.5);
});

test("a chain that drifts is caught by its halves", () => {
  const drifting = Array.from({ length: 400 }, (_, i) => Float64Array.of(i + sampleNormal(random)));
  assert.ok(splitRHat([drifting, drifting]) > 1.5);
});

test("chains of four draws, by hand", () => {
  // Halves 0, 2 | 1, 3 and 0, 2 | 1, 3: n 2, W 2, means 1, 2, 1, 2, B / n 1/3: sqrt(1/2 + 1/6)
  const draws = [0, 2, 1, 3].map((x) => Float64Array.of(x));
  assert.equal(splitRHat([draws, draws]), 1); // below 1 counts as 1
});

test("chains too short to halve are refused", () => {
  const short = [Float64Array.of(1), Float64Array.of(2)];
  assert.throws(() => splitRHat([short]), {
    name: "RangeError",
    message: "splitRHat requires chains of at least 4, got 2",
  });
});
