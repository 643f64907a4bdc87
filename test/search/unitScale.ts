import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type SearchParameter } from "../../lib/search/SearchParameter";
import { unitOf, valueAt, valueCount, valuesOf } from "../../lib/search/unitScale";

const rate: SearchParameter = { type: "float", low: 1e-4, high: 1, log: true };
const share: SearchParameter = { type: "float", low: 0, high: 0.3, step: 0.1 };
const layers: SearchParameter = { type: "int", low: 1, high: 4 };
const size: SearchParameter = { type: "int", low: 1, high: 128, log: true };
const name: SearchParameter = { type: "categorical", choices: ["a", null, 3] };

test("the middle of a log scale is the geometric mean", () => {
  assert.ok(Math.abs(Number(valueAt(rate, 0.5)) - 0.01) < 1e-12);
});

test("a step that misses the upper end by rounding reaches it", () => {
  assert.equal(valueCount(share), 4);
  assert.deepEqual(valuesOf(share), [0, 0.1, 0.2, 0.3]);
});

test("each of several values has an even share of the interval", () => {
  assert.deepEqual(
    [0, 0.24, 0.25, 0.6, 0.99, 1].map((unit) => valueAt(layers, unit)),
    [1, 1, 2, 3, 4, 4],
  );
  assert.deepEqual(
    [0, 0.34, 1].map((unit) => valueAt(name, unit)),
    ["a", null, 3],
  );
});

test("both ends of the interval give both ends of the range", () => {
  for (const parameter of [rate, share, layers, size] as const) {
    assert.ok(Math.abs(Number(valueAt(parameter, 0)) - parameter.low) < 1e-12);
    assert.ok(Math.abs(Number(valueAt(parameter, 1)) - parameter.high) < 1e-12);
  }
});

test("a value's place gives the value back", () => {
  const places = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(rate, share, layers, size, name), places, (parameter, unit) => {
      const value = valueAt(parameter, unit);
      const again = valueAt(parameter, unitOf(parameter, value));
      if (typeof value !== "number") return again === value;
      return Math.abs(Number(again) - value) <= 1e-12;
    }),
  );
});

test("a value out of range is refused", () => {
  assert.throws(() => unitOf(layers, 5), {
    name: "RangeError",
    message: "unitOf requires a number in [1, 4], got 5",
  });
  assert.throws(() => unitOf(name, "b"), { message: 'unitOf requires ["a",null,3], got "b"' });
  assert.throws(() => valuesOf(rate), { message: /finitely many values/ });
});
