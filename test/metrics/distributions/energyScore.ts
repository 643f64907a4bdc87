import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { energyScore } from "../../../lib/metrics/distributions/energyScore";
import { rows } from "../../support/distributions";

interface Ensemble {
  obs: number;
  ens: number[];
  mv_obs: number[];
  mv_ens: number[][];
  crps_nrg: number;
  crps_fair: number;
  energy_score_nrg: number;
  energy_score_fair: number;
}

// scoringrules 0.10.0: crps_ensemble(obs, ens, estimator="nrg" | "fair"), es_ensemble(...) likewise
const file = path.resolve(__dirname, "../../../../test/fixtures/ensembles.json");
const ensembles = JSON.parse(readFileSync(file, "utf8")) as Ensemble[];

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.abs(expected), `${actual}, ${expected}`);
}

test("the energy score equals scoringrules' es_ensemble, fair or not", () => {
  for (const { mv_ens, mv_obs, energy_score_nrg, energy_score_fair } of ensembles) {
    const samples = mv_ens.map((sample) => rows(sample));
    assertClose(energyScore(samples, rows(mv_obs))[0], energy_score_nrg);
    const fair = energyScore(samples, rows(mv_obs), { estimator: "fair" });
    assertClose(fair[0], energy_score_fair);
  }
});

test("in one dimension it is the continuous ranked probability score", () => {
  for (const { ens, obs, crps_nrg, crps_fair } of ensembles) {
    const samples = ens.map((sample) => rows([sample]));
    assertClose(energyScore(samples, rows([obs]))[0], crps_nrg);
    assertClose(energyScore(samples, rows([obs]), { estimator: "fair" })[0], crps_fair);
  }
});

test("a posterior that is sure and right scores 0", () => {
  assert.deepEqual([...energyScore([rows([0.2, 0.8])], rows([0.2, 0.8]))], [0]);
});

test("the fair form needs two samples, and shapes must agree", () => {
  assert.throws(() => energyScore([rows([1, 0])], rows([1, 0]), { estimator: "fair" }), {
    message: "energyScore requires at least 2 samples, got 1",
  });
  assert.throws(() => energyScore([rows([1, 0])], rows([1])), {
    message: "energyScore requires samples of shape [1, 1], got [1, 2]",
  });
});
