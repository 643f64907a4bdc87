import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { denseMatrix } from "../../../lib/matrices";
import { auc, groupedAuc } from "../../../lib/metrics/ranking/auc";
import { relevantRows } from "../../support/lists";

test("auc with ties equals scikit-learn's roc_auc_score", () => {
  const scores = denseMatrix(Float32Array.of(0.1, 0.4, 0.4, 0.8, 0.35, 0.4, 0.05), 1, 7);
  // sklearn.metrics.roc_auc_score([0,1,0,1,0,0,1], [.1,.4,.4,.8,.35,.4,.05]) -> 0.5833333333333333
  const [value] = auc(scores, relevantRows([[1, 3, 6]], 7));
  assert.ok(Math.abs(value - 0.5833333333333333) < 1e-12);
});

test("excluded items are no candidates", () => {
  const scores = denseMatrix(Float32Array.of(3, 2, 1), 1, 3);
  assert.deepEqual([...auc(scores, relevantRows([[1]], 3))], [0.5]);
  assert.deepEqual([...auc(scores, relevantRows([[1]], 3), relevantRows([[0]], 3))], [1]);
});

test("without a relevant item or without another candidate there is no value", () => {
  const scores = denseMatrix(Float32Array.of(3, 2, 3, 2), 2, 2);
  assert.deepEqual([...auc(scores, relevantRows([[], [0, 1]], 2))], [NaN, NaN]);
});

test("turning all scores round turns auc into 1 - auc", () => {
  const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(values, (scores) => {
      const relevant = relevantRows([[0, 3]], 5);
      const [up] = auc(denseMatrix(Float32Array.from(scores), 1, 5), relevant);
      const [down] = auc(
        denseMatrix(
          Float32Array.from(scores, (s) => -s),
          1,
          5,
        ),
        relevant,
      );
      assert.ok(Math.abs(up + down - 1) < 1e-12);
    }),
  );
});

test("grouped auc weighs users and leaves out those without a value", () => {
  assert.equal(groupedAuc([1, 0.5, NaN], [1, 3, 9]), 0.625);
});

test("a NaN score is an error", () => {
  assert.throws(() => auc(denseMatrix(Float32Array.of(NaN), 1, 1), relevantRows([[0]], 1)), {
    message: "auc requires scores that are numbers, got NaN at item 0",
  });
});
