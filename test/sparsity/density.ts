import assert from "node:assert/strict";
import { test } from "node:test";
import { density } from "../../lib/sparsity/density";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

test("three of four cells filled is a density of 0.75, and a repeated row counts once", () => {
  const result = density(log("u a", "u b", "v a", "v a"));
  assert.deepEqual(result, {
    userCount: 2,
    itemCount: 2,
    interactionCount: 4,
    pairCount: 3,
    density: 0.75,
  });
});

test("MovieLens small is 1.64 % full", () => {
  const { userCount, itemCount, interactionCount, density: filled } = density(movieLensSmall());
  assert.deepEqual([userCount, itemCount, interactionCount], [671, 9066, 100_004]);
  assert.equal(filled, 100_004 / (671 * 9066));
});

test("an empty log has no density", () => {
  assert.ok(Number.isNaN(density(log()).density));
});
