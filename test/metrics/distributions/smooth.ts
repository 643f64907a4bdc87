import assert from "node:assert/strict";
import { test } from "node:test";
import { smooth } from "../../../lib/metrics/distributions/smooth";
import { rows } from "../../support/distributions";

test("smoothing by 0.1 over two interests gives each at least 0.05, and rows still sum to 1", () => {
  const [low, high] = smooth(rows([0, 1]), 0.1).values;
  assert.equal(low, 0.05);
  assert.ok(Math.abs(low + high - 1) < 1e-15);
});

test("an epsilon above 1 is an error", () => {
  assert.throws(() => smooth(rows([0, 1]), 2), {
    message: "smooth requires an epsilon in [0, 1], got 2",
  });
});
