import assert from "node:assert/strict";
import { test } from "node:test";
import { logLoss, logLossByPair } from "../../../lib/metrics/ratings/logLoss";

test("log loss equals scikit-learn's", () => {
  const pairs = {
    userIndex: Int32Array.of(0, 1, 0, 1),
    predicted: [0.9, 0.2, 0.6, 0.3],
    actual: [1, 0, 1, 1],
  };
  // sklearn.metrics.log_loss([1, 0, 1, 1], [.9, .2, .6, .3]) -> 0.5108256237659907 (1.9.1)
  assert.ok(Math.abs(logLossByPair(pairs) - 0.5108256237659907) < 1e-12);
  const [first] = logLoss(pairs, 2);
  assert.ok(Math.abs(first + (Math.log(0.9) + Math.log(0.6)) / 2) < 1e-12);
});

test("an impossible thing that happened costs Infinity", () => {
  const pairs = { userIndex: Int32Array.of(0, 1), predicted: [0, 0], actual: [1, 0] };
  assert.deepEqual([...logLoss(pairs, 2)], [Infinity, 0]);
});

test("what is no probability or no answer is an error", () => {
  const userIndex = Int32Array.of(0);
  assert.throws(() => logLoss({ userIndex, predicted: [1.2], actual: [1] }, 1), {
    message: "logLoss requires probabilities in [0, 1], got 1.2",
  });
  assert.throws(() => logLoss({ userIndex, predicted: [0.2], actual: [4] }, 1), {
    message: "logLoss requires answers of 0 or 1, got 4",
  });
});
