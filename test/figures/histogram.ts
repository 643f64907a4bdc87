import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { binValues, histogram } from "../../lib/figures/histogram";

const OPTIONS = { title: "t", value: "v", count: "c" };

test("each value falls into the bin whose edges hold it, the highest into the last", () => {
  const { edges, counts } = binValues([0, 1, 2, 3, 4], { binCount: 2 });
  assert.deepEqual(edges, [0, 2, 4]);
  assert.deepEqual(counts, [2, 3]);
});

test("bins on a log axis have equal ratios", () => {
  const { edges, counts } = binValues([1, 10, 100], { binCount: 2, log: true });
  assert.deepEqual(edges.map((edge) => Math.round(edge)), [1, 10, 100]);
  assert.equal(counts.reduce((sum, count) => sum + count), 3);
});

test("no finite value is lost, missing ones are left out", () => {
  const value = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(NaN));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const finite = values.filter(Number.isFinite).length;
      fc.pre(finite > 0);
      const { counts } = binValues(values, {});
      assert.equal(counts.reduce((sum, count) => sum + count), finite);
    }),
  );
});

test("a value of 0 on a log axis is an error that names it", () => {
  assert.throws(() => histogram([0, 1], { ...OPTIONS, log: true }), {
    message: "histogram on a log axis requires values above 0, got 0",
  });
});
