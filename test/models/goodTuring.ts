import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../lib/matrices";
import { goodTuring } from "../../lib/models/goodTuring";
import { RandomGenerator, sampleMultinomial, zipfWeights } from "../../lib/probability";

test("the mass is the share of single events, 1 without any", () => {
  const counts = SparseMatrix.fromEntries([3, 3], [0, 0, 0, 1], [0, 1, 2, 1], [1, 3, 1, 2]);
  assert.deepEqual([...goodTuring(counts).mass], [2 / 5, 0, 1]);
});

test("on draws from Zipf's law the mass is that of what wasn't drawn, and the bound holds", () => {
  const shares = zipfWeights(500, 1);
  const counts = sampleMultinomial(new RandomGenerator(4), 1000, shares);
  const seen = Array.from(counts.keys()).filter((k) => counts[k] > 0);
  const amounts = seen.map((k) => counts[k]);
  const row = SparseMatrix.fromEntries(
    [1, 500],
    seen.map(() => 0),
    seen,
    amounts,
  );
  const unseen = shares.reduce((sum, p, k) => sum + (counts[k] === 0 ? p : 0), 0);
  const { mass, upper } = goodTuring(row);
  assert.ok(Math.abs(mass[0] - unseen) < 0.04);
  assert.ok(upper[0] > unseen);
});

test("a count that isn't whole is an error", () => {
  assert.throws(() => goodTuring(SparseMatrix.fromEntries([1, 1], [0], [0], [0.5])), {
    name: "RangeError",
    message: "goodTuring requires whole counts, got 0.5 in row 0",
  });
});
