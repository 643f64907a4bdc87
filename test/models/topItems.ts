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
    fc.property(fc.array(fc.nat(5), { maxLength: 30 }), fc.integer({ min: 1, max: 35 }), (s, k) => {
      const sorted = s.map((_, i) => i).sort((a, b) => s[b] - s[a] || a - b);
      assert.deepEqual([...topItems(Float32Array.from(s), k)], sorted.slice(0, k));
    }),
  );
});

test("NaN scores are an error that names the item", () => {
  assert.throws(() => topItems(Float32Array.of(1, NaN), 1), {
    message: "topItems requires scores that are numbers, got NaN at item 1",
  });
});
