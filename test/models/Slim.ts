import assert from "node:assert/strict";
import { test } from "node:test";
import { type SparseMatrix } from "../../lib/matrices";
import { modelClaims } from "../../lib/models/checkModel";
import { Slim, type SlimConfig } from "../../lib/models/Slim";
import { smallChoices } from "../fixtures/smallLogs";

const build = (): Slim => new Slim({ regularization: 1, l1Regularization: 0.1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

async function weights(config: Partial<SlimConfig>): Promise<number[][]> {
  const log = smallChoices();
  const model = await new Slim({ tolerance: 1e-9, iterations: 1000, ...config }).fit(log);
  const learned = model.weights as SparseMatrix;
  const order = ["a", "b", "c", "d", "e"].map((item) => log.items.indexOf(item));
  return order.map((row) =>
    order.map((column) => {
      const entry = learned.rowColumns(row).indexOf(column);
      return entry < 0 ? 0 : Number(learned.rowValues(row)[entry].toFixed(5));
    }),
  );
}

// For every item i, scikit-learn's ElasticNet(alpha=(l1 + l2) / 6, l1_ratio=l1 / (l1 + l2),
// positive=..., fit_intercept=False, tol=1e-12, max_iter=100000).fit(X[:, others], X[:, i]).coef_
test("weights of at least 0 equal scikit-learn's elastic net", async () => {
  assert.deepEqual(await weights({ l1Regularization: 0.5, regularization: 1 }), [
    [0, 0.40678, 0.44737, 0, 0.1875],
    [0.30597, 0, 0, 0.21429, 0.1875],
    [0.35075, 0, 0, 0.21429, 0],
    [0, 0.24576, 0.26316, 0, 0],
    [0.13433, 0.11017, 0, 0, 0],
  ]);
});

test("signed weights equal scikit-learn's elastic net", async () => {
  const found = await weights({
    l1Regularization: 0.1,
    regularization: 0.2,
    nonNegative: false,
  });
  assert.deepEqual(found, [
    [0.0, 0.76257, 0.8495, -0.63115, 0.49517],
    [0.49273, 0.0, -0.28908, 0.54361, 0.11735],
    [0.59588, -0.3106, 0.0, 0.60971, -0.24628],
    [-0.40755, 0.53486, 0.56629, 0.0, 0.20709],
    [0.22694, 0.04706, -0.18348, 0.14543, 0.0],
  ]);
});

test("with one neighbour, an item is rebuilt from the most similar one alone", async () => {
  const model = await new Slim({ neighbourCount: 1, regularization: 0, l1Regularization: 0 }).fit(
    smallChoices(),
  );
  assert.equal((model.weights as SparseMatrix).entryCount, 5);
});

test("past maxItems the fit is refused", async () => {
  await assert.rejects(new Slim({ maxItems: 4 }).fit(smallChoices()), {
    message: "Slim.fit requires at most 4 items (maxItems), got 5; ItemKnn fits in memory there",
  });
});
