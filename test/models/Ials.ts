import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { matrixRow, type SparseMatrix } from "../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { Ials, type IalsConfig } from "../../lib/models/Ials";

const build = (solver: "cholesky" | "conjugateGradient") => () =>
  new Ials({ embeddingSize: 4, regularization: 0.01, solver, seed: 1 });
for (const solver of ["cholesky", "conjugateGradient"] as const) {
  for (const { claim, holds } of modelClaims(build(solver))) test(`${claim} (${solver})`, holds);
}

/** Weighted squared error and penalty over all pairs, in double precision from scores and factors. */
function objective(model: Ials): number {
  const { unobservedWeight, confidence, regularization, frequencyExponent } = model.config;
  const { seen } = model;
  const scores = model.scores(model.users.ids);
  const { size, users, items } = model.learned;
  const squares = (rows: Float32Array, row: number): number =>
    rows.subarray(row * size, (row + 1) * size).reduce((sum, x) => sum + x * x, 0);
  const penalty = ({ rowStart, columnCount }: SparseMatrix, row: number): number =>
    regularization *
    (rowStart[row + 1] - rowStart[row] + unobservedWeight * columnCount) ** frequencyExponent;
  let sum = 0;
  for (let user = 0; user < seen.rowCount; user++) {
    const chosen = new Set(seen.rowColumns(user));
    matrixRow(scores, user).forEach((score, item) => {
      const target = chosen.has(item) ? 1 : 0;
      sum += (unobservedWeight + confidence * target) * (target - score) ** 2;
    });
    sum += penalty(seen, user) * squares(users, user);
  }
  for (let item = 0; item < seen.columnCount; item++)
    sum += penalty(seen.transpose(), item) * squares(items, item);
  return sum;
}

test("more iterations never raise the objective, and both solvers reach the same", async () => {
  const log = plantedBlocks();
  const after = async (iterations: number, solver: IalsConfig["solver"]): Promise<number> =>
    objective(await new Ials({ embeddingSize: 4, iterations, solver, seed: 1 }).fit(log));
  let last = Infinity;
  for (const iterations of [1, 2, 4, 8, 60]) {
    const now = await after(iterations, "cholesky");
    assert.ok(now <= last * (1 + 1e-5), `${now} after ${iterations} iterations, ${last} before`);
    last = now;
  }
  const other = await after(60, "conjugateGradient");
  assert.ok(Math.abs(other - last) < 1e-3 * last, `${other} and ${last}`);
});

test("with one factor it is the alternating solution that numpy computes", async () => {
  // X = numpy.array([[1.,1,0],[0,1,1]]); C = 0.5 + 2*X; x = numpy.zeros(2); y from any start
  // for _ in range(500):
  //   x = (C*X @ y) / (C @ y**2 + 0.1); y = ((C*X).T @ x) / (C.T @ x**2 + 0.1)
  // x = (C*X @ y) / (C @ y**2 + 0.1); numpy.outer(x, y)  (numpy 2.4.6)
  const expected = [0.808047, 0.98157, 0.808047, 0.808047, 0.98157, 0.808047];
  const log = Interactions.fromColumns({ user: ["u", "u", "v", "v"], item: ["a", "b", "b", "c"] });
  const model = await new Ials({
    embeddingSize: 1,
    iterations: 300,
    regularization: 0.1,
    frequencyExponent: 0,
    unobservedWeight: 0.5,
    confidence: 2,
    solver: "cholesky",
  }).fit(log);
  model.scores(["u", "v"]).values.forEach((score, i) => {
    assert.ok(Math.abs(score - expected[i]) < 1e-4, `${score} instead of ${expected[i]}`);
  });
});
