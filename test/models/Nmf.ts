import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixRow } from "../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { Nmf } from "../../lib/models/Nmf";

const build = (): Nmf => new Nmf({ embeddingSize: 2, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);
for (const config of [
  { solver: "multiplicative" },
  { solver: "multiplicative", loss: "kullbackLeibler" },
  { solver: "multiplicative", cells: "observed", regularization: 0.05 },
] as const) {
  const variant = Object.values(config).join(" ");
  const rated = "cells" in config;
  const options = { recoversPattern: !rated, feedback: rated ? "ratings" : "choices" } as const;
  for (const { claim, holds } of modelClaims(
    () => new Nmf({ embeddingSize: 2, ...config }),
    options,
  )) {
    test(`${claim} (${variant})`, holds);
  }
}

/** ||X - W H'||^2, or the Kullback-Leibler divergence, over all cells. */
function lossOf(model: Nmf): number {
  const scores = model.scores(model.users.ids);
  let loss = 0;
  for (let user = 0; user < scores.rowCount; user++) {
    const chosen = new Set(model.seen.rowColumns(user));
    matrixRow(scores, user).forEach((score, item) => {
      const x = chosen.has(item) ? 1 : 0;
      loss +=
        model.config.loss === "frobenius"
          ? (x - score) ** 2
          : (x > 0 ? x * Math.log(x / score) : 0) - x + score;
    });
  }
  return loss;
}

test("more iterations never raise the loss, and both solvers reach scikit-learn's", async () => {
  // sklearn.decomposition.NMF(2, init="random", solver="cd" and "mu", max_iter=5000, tol=1e-9) on
  // the planted blocks; the best of five seeds
  // by reconstruction_err_ ** 2 (and reconstruction_err_ ** 2 / 2 for
  // beta_loss="kullback-leibler"), scikit-learn 1.9.1
  const cases = [
    [{ solver: "coordinateDescent" }, 44.6337],
    [{ solver: "multiplicative" }, 44.6337],
    [{ solver: "multiplicative", loss: "kullbackLeibler" }, 56.13357],
  ] as const;
  for (const [config, expected] of cases) {
    let last = Infinity;
    for (const iterations of [1, 5, 20, 600]) {
      const model = new Nmf({ embeddingSize: 2, iterations, seed: 1, ...config });
      const loss = lossOf(await model.fit(plantedBlocks()));
      assert.ok(loss <= last * (1 + 1e-5), `${loss} after ${iterations}, ${last} before`);
      last = loss;
    }
    assert.ok(Math.abs(last - expected) < 2e-3 * expected, `${last} instead of ${expected}`);
  }
});

test("solvers that can't bring a loss down are an error", () => {
  assert.throws(() => new Nmf({ loss: "kullbackLeibler" }), {
    message:
      "Nmf requires solver multiplicative for loss kullbackLeibler over all cells, " +
      "got coordinateDescent",
  });
});
