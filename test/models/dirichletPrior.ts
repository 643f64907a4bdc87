import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../lib/matrices";
import { dirichletPrior } from "../../lib/models/dirichletPrior";
import { RandomGenerator, sampleDirichlet, sampleMultinomial } from "../../lib/probability";

const counted = (rows: number[][]): SparseMatrix => {
  const cells = rows.flatMap((row, user) =>
    row.map((count, interest) => ({ user, interest, count })).filter((cell) => cell.count > 0),
  );
  return SparseMatrix.fromEntries(
    [rows.length, rows[0].length],
    cells.map((cell) => cell.user),
    cells.map((cell) => cell.interest),
    cells.map((cell) => cell.count),
  );
};

const close = (actual: Float64Array, expected: number[], tolerance: number): void => {
  expected.forEach((value, k) => {
    assert.ok(Math.abs(actual[k] / value - 1) < tolerance, `${[...actual]} is not ${expected}`);
  });
};

test("it maximises the Dirichlet-multinomial likelihood, as SciPy's optimiser does", () => {
  // SciPy 1.17.1: minimize(nll, zeros(3), method="Nelder-Mead") over log concentrations, nll from
  // gammaln -> [0.76612325 0.67889621 0.64045936]
  const counts = counted([
    [3, 1, 0],
    [0, 2, 2],
    [5, 0, 1],
    [1, 1, 1],
    [0, 0, 4],
    [2, 6, 0],
  ]);
  close(dirichletPrior(counts), [0.76612325, 0.67889621, 0.64045936], 1e-4);
});

test("it recovers the concentrations that 4,000 simulated users were drawn from", () => {
  const random = new RandomGenerator(7);
  const truth = [4, 1, 0.5, 2];
  const rows = Array.from({ length: 4000 }, () =>
    Array.from(sampleMultinomial(random, 30, sampleDirichlet(random, truth))),
  );
  close(dirichletPrior(counted(rows)), truth, 0.05);
});

test("an interest that nobody has gets next to nothing, and users without counts don't matter", () => {
  const rows = [
    [3, 1, 0],
    [1, 3, 0],
    [2, 0, 0],
  ];
  const prior = dirichletPrior(counted(rows));
  assert.ok(prior[2] <= 1e-6);
  assert.deepEqual(dirichletPrior(counted([...rows, [0, 0, 0]])), prior);
});

test("no counts at all are an error", () => {
  assert.throws(() => dirichletPrior(SparseMatrix.fromEntries([2, 2], [], [])), {
    message: "dirichletPrior requires users with counts, got none",
  });
});
