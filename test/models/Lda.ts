import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { matrixRow } from "../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { Lda } from "../../lib/models/Lda";
import { digamma, logGamma } from "../../lib/probability";

const build = (iterations = 40): Lda => new Lda({ topicCount: 2, iterations, seed: 1 });
for (const { claim, holds } of modelClaims(() => build())) test(claim, holds);

test("probabilities are scores, and sum to 1", async () => {
  const model = await build().fit(plantedBlocks());
  const scores = model.scores(model.users.ids);
  for (let user = 0; user < scores.rowCount; user++) {
    const sum = matrixRow(scores, user).reduce((total, p) => total + p, 0);
    assert.ok(Math.abs(sum - 1) < 1e-5, `${sum}`);
  }
});

test("each planted block is a topic, and each user's posterior is on the own one", async () => {
  const model = await build().fit(plantedBlocks());
  const topicOf = (item: string): number => {
    const { membership } = model.topics;
    const index = model.items.indexOf(item);
    const [topic] = membership.rowColumns(index);
    assert.ok(membership.rowValues(index)[0] > 0.99);
    return topic;
  };
  assert.notEqual(topicOf("b0i0"), topicOf("b1i0"));
  const distribution = model.distribution(["u0", "u1"]);
  assert.equal(distribution.posterior?.family, "dirichlet");
  // Five interactions, all of one topic, and a prior of 0.1 each: (5 + 0.1) / (5 + 0.2).
  assert.ok(Math.abs(distribution.row(0)[topicOf("b0i0")] - 5.1 / 5.2) < 1e-3);
  assert.ok(Math.abs(distribution.row(1)[topicOf("b1i0")] - 5.1 / 5.2) < 1e-3);
});

test("with one topic everything is in closed form", async () => {
  const log = Interactions.fromColumns({ user: ["u", "u", "v"], item: ["a", "b", "a"] });
  const model = await new Lda({ topicCount: 1, itemConcentration: 0.5 }).fit(log);
  // lambda = 0.5 + counts (2, 1): shares 2.5 / 4 and 1.5 / 4
  const [a, b] = model.scores(["v"]).values;
  assert.ok(Math.abs(a - 0.625) < 1e-6 && Math.abs(b - 0.375) < 1e-6);
  assert.ok(Math.abs(model.concentrations(Int32Array.of(0)).values[0] - 2.1) < 1e-5);
});

/** The evidence's lower bound, in double precision from the two posteriors. */
function lowerBound(model: Lda): number {
  const { topicCount, topicConcentration, itemConcentration } = model.config;
  const { seen } = model;
  const gamma = model.concentrations(Int32Array.from({ length: seen.rowCount }, (_, u) => u));
  const lambda = model.topicConcentrations;
  const expectations = (row: Float32Array): number[] => {
    const total = digamma(row.reduce((sum, x) => sum + x, 0));
    return Array.from(row, (x) => digamma(x) - total);
  };
  /** E[log prior] - E[log posterior] of one Dirichlet. */
  const gap = (row: Float32Array, prior: number): number => {
    const logs = expectations(row);
    let sum = logGamma(row.length * prior) - logGamma(row.reduce((total, x) => total + x, 0));
    row.forEach((x, k) => (sum += (prior - x) * logs[k] + logGamma(x) - logGamma(prior)));
    return sum;
  };
  const phi = Array.from({ length: topicCount }, (_, k) => expectations(matrixRow(lambda, k)));
  let bound = 0;
  for (let k = 0; k < topicCount; k++) bound += gap(matrixRow(lambda, k), itemConcentration);
  for (let user = 0; user < seen.rowCount; user++) {
    const theta = expectations(matrixRow(gamma, user));
    bound += gap(matrixRow(gamma, user), topicConcentration);
    for (const item of seen.rowColumns(user)) {
      bound += Math.log(theta.reduce((sum, t, k) => sum + Math.exp(t + phi[k][item]), 0));
    }
  }
  return bound;
}

test("more iterations never lower the evidence's lower bound", async () => {
  let last = -Infinity;
  for (const iterations of [1, 2, 3, 5, 10, 40]) {
    const model = await new Lda({ topicCount: 3, iterations, seed: 2 }).fit(plantedBlocks());
    const bound = lowerBound(model);
    assert.ok(bound >= last - 1e-3, `${bound} after ${iterations} iterations, ${last} before`);
    last = bound;
  }
});

test("values that aren't counts are an error", async () => {
  const log = Interactions.fromColumns({ user: ["u"], item: ["a"], value: [-1] });
  await assert.rejects(new Lda({ cell: "value" }).fit(log), {
    message: "Lda requires values above 0, got -1",
  });
});
