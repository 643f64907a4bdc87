import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { type DenseMatrix, matrixRow } from "../../lib/matrices";
import { modelClaims } from "../../lib/models/checkModel";
import { Ease } from "../../lib/models/Ease";
import { tf } from "../../lib/native";

const options = { tensorCount: () => tf.memory().numTensors };
const build = (): Ease => new Ease({ regularization: 10 });
for (const { claim, holds } of modelClaims(build, options)) test(claim, holds);

const log = Interactions.fromColumns({
  user: ["u", "u", "u", "v", "v", "w", "w"],
  item: ["a", "b", "c", "a", "b", "b", "d"],
});

test("weights equal numpy's closed form", async () => {
  // X = numpy.array([[1,1,1,0],[1,1,0,0],[0,1,0,1]]); P = numpy.linalg.inv(X.T @ X + 2 * numpy.eye(4))
  // B = -P / numpy.diag(P); numpy.fill_diagonal(B, 0)   (numpy 2.4.6)
  const expected = [
    [0, 0.45454545, 0.18181818, -0.11627907],
    [0.38461538, 0, 0.13636364, 0.25581395],
    [0.20512821, 0.18181818, 0, -0.04651163],
    [-0.12820513, 0.33333333, -0.04545455, 0],
  ];
  const model = await new Ease({ regularization: 2 }).fit(log);
  const weights = model.weights as DenseMatrix;
  expected.flat().forEach((weight, i) => {
    assert.ok(Math.abs(weights.values[i] - weight) < 1e-6, `${weights.values[i]} at ${i}`);
  });
});

test("an item never speaks for itself", async () => {
  const model = await new Ease({ regularization: 2 }).fit(log);
  const { values } = model.weights as DenseMatrix;
  for (let item = 0; item < 4; item++) assert.equal(values[item * 4 + item], 0);
});

test("past maxItems the fit is refused, with the model that fits", async () => {
  await assert.rejects(new Ease({ maxItems: 3 }).fit(log), {
    name: "RangeError",
    message: "Ease.fit requires at most 3 items (maxItems), got 4; ItemKnn fits in memory there",
  });
});

test("new users are scored from their history", async () => {
  const model = await new Ease({ regularization: 2 }).fit(log);
  const newcomer = Interactions.fromColumns({ user: ["n", "n"], item: ["a", "c"] });
  const known = Interactions.fromColumns({ user: ["m"], item: ["d"] });
  const { values } = model.weights as DenseMatrix;
  const expected = Array.from({ length: 4 }, (_, i) => Math.fround(values[i] + values[2 * 4 + i]));
  assert.deepEqual([...matrixRow(model.foldIn(newcomer), 0)], expected);
  assert.equal(model.foldIn(known).values[3], 0);
});
