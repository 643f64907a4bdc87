import assert from "node:assert/strict";
import { test } from "node:test";
import { type DenseMatrix, type SparseMatrix } from "../../lib/matrices";
import { AdmmSlim } from "../../lib/models/AdmmSlim";
import { modelClaims } from "../../lib/models/checkModel";
import { Ease } from "../../lib/models/Ease";
import { Slim } from "../../lib/models/Slim";
import { tf } from "../../lib/native";
import { smallChoices } from "../fixtures/smallLogs";

const options = { tensorCount: () => tf.memory().numTensors };
const build = (): AdmmSlim =>
  new AdmmSlim({ regularization: 10, l1Regularization: 0.1, penalty: 10 });
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

function dense({ rowCount, columnCount, ...matrix }: SparseMatrix): Float32Array {
  const values = new Float32Array(rowCount * columnCount);
  for (let row = 0; row < rowCount; row++) {
    for (let e = matrix.rowStart[row]; e < matrix.rowStart[row + 1]; e++) {
      values[row * columnCount + matrix.columnIndex[e]] = matrix.value[e];
    }
  }
  return values;
}

test("it converges to SLIM's weights: the objective is the same", async () => {
  const config = { regularization: 1, l1Regularization: 0.5 };
  const admm = await new AdmmSlim({ ...config, penalty: 2, iterations: 200 }).fit(smallChoices());
  const slim = await new Slim({ ...config, tolerance: 1e-9, iterations: 1000 }).fit(smallChoices());
  const expected = dense(slim.weights as SparseMatrix);
  dense(admm.weights as SparseMatrix).forEach((weight, cell) => {
    assert.ok(Math.abs(weight - expected[cell]) < 1e-4, `${weight}, not ${expected[cell]}`);
  });
});

test("without l1 and with signed weights it converges to EASE", async () => {
  const admm = await new AdmmSlim({
    regularization: 2,
    l1Regularization: 0,
    nonNegative: false,
    penalty: 2,
    iterations: 200,
  }).fit(smallChoices());
  const ease = await new Ease({ regularization: 2 }).fit(smallChoices());
  const expected = (ease.weights as DenseMatrix).values;
  dense(admm.weights as SparseMatrix).forEach((weight, cell) => {
    assert.ok(Math.abs(weight - expected[cell]) < 1e-4, `${weight}, not ${expected[cell]}`);
  });
});
