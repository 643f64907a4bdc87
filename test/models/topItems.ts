import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { topItems } from "../../lib/models/topItems";

test("the best items come first and ties go to the lower position", () => {
  assert.deepEqual([...topItems(Float32Array.of(1, 3, 3, 2), 3)], [1, 2, 3]);
});

test("excluded items don't appear, and a list is shorter where items run out", () => {
  assert.deepEqual([...topItems(Float32Array.of(1, 3, 2), 5, Int32Array.of(1))], [2, 0]);
});

test("it equals sorting everything", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { maxLength: 30 }),
      fc.integer({ min: 1, max: 35 }),
      fc.array(fc.nat(29)),
      (s, k, excluded) => {
        const left = s.map((_, i) => i).filter((i) => !excluded.includes(i));
        const sorted = left.sort((a, b) => s[b] - s[a] || a - b);
        const best = topItems(Float32Array.from(s), k, Int32Array.from(excluded));
        assert.deepEqual([...best], sorted.slice(0, k));
      },
    ),
  );
});

test("items of score -Infinity are listed last, before items run out", () => {
  const scores = Float32Array.of(-Infinity, 1, -Infinity, 2);
  assert.deepEqual([...topItems(scores, 3)], [3, 1, 0]);
});

test("NaN scores are an error that names the item", () => {
  for (const k of [1, 2, 3]) {
    assert.throws(() => topItems(Float32Array.of(1, NaN), k), {
      message: "topItems requires scores that are numbers, got NaN at item 1",
    });
  }
});
