import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gini } from "../../lib/sparsity/gini";
import { interactionCounts } from "../../lib/sparsity/interactionCounts";
import { movieLensSmall } from "../support/movieLensSmall";

test("equal amounts have Gini 0, one owner of four has 3/4", () => {
  assert.equal(gini([5, 5, 5]), 0);
  assert.equal(gini([0, 8, 0, 0]), 0.75);
  assert.equal(gini([0, 0]), 0);
});

test("MovieLens small has the coefficients of the package inequality", () => {
  // inequality 1.1.2 (PyPI): inequality.gini.Gini(counts.astype(float)).g
  const interactions = movieLensSmall();
  assert.ok(Math.abs(gini(interactionCounts(interactions, "user")) - 0.5798978771102509) < 1e-12);
  assert.ok(Math.abs(gini(interactionCounts(interactions, "item")) - 0.7186553437928664) < 1e-12);
});

test("the scale and the order of amounts don't matter", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1 }), (amounts) => {
      const value = gini(amounts);
      assert.ok(value >= 0 && value <= 1);
      assert.ok(Math.abs(gini(amounts.map((x) => x * 3).reverse()) - value) < 1e-12);
    }),
  );
});

test("a negative amount and no amount are refused", () => {
  assert.throws(() => gini([1, -2]), {
    name: "RangeError",
    message: "gini requires amounts of at least 0, got -2",
  });
  assert.throws(() => gini([]), {
    name: "RangeError",
    message: "gini requires an amount, got none",
  });
});
