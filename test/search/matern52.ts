import assert from "node:assert/strict";
import { test } from "node:test";
import { matern52, matern52Slope } from "../../lib/search/matern52";

test("a covariance is 1 at distance 0 and falls", () => {
  assert.equal(matern52(0), 1);
  const root = Math.sqrt(5);
  assert.ok(Math.abs(matern52(1) - (1 + root + 5 / 3) * Math.exp(-root)) < 1e-15);
  assert.ok(matern52(1) > matern52(1.1) && matern52(100) < 1e-7);
});

test("the slope equals finite differences, and is -5/6 at 0", () => {
  assert.ok(Math.abs(matern52Slope(0) + 5 / 6) < 1e-15);
  for (const squared of [0.01, 0.5, 3]) {
    const difference = (matern52(squared + 1e-6) - matern52(squared - 1e-6)) / 2e-6;
    assert.ok(Math.abs(matern52Slope(squared) - difference) < 1e-8);
  }
});
