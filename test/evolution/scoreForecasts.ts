import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ExponentialMean,
  forecastSkill,
  InterestWindows,
  noticeDelay,
  Persistence,
  plantedWindows,
  PopulationMean,
  scoreForecasts,
  skillByDrift,
} from "../../lib/evolution";
import { InterestDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const windows = plantedWindows();
const truth = (): InterestDistribution =>
  new InterestDistribution({
    users: windows.users,
    spaceName: windows.spaceName,
    interests: windows.interests,
    probabilities: denseMatrix(
      Float32Array.from(
        windows.users.flatMap((_, user) => [0, 1, 2].map((k) => (k === user % 3 ? 0.8 : 0.1))),
      ),
      windows.users.length,
      3,
    ),
  });

test("where interests stand still, the exponential mean beats persistence, and both the population", async () => {
  const known = windows.until(10);
  const forecasters = [new Persistence(), new ExponentialMean(), new PopulationMean()];
  for (const forecaster of forecasters) await forecaster.fit(known);
  const scores = scoreForecasts({
    forecasters,
    windows,
    origins: [10, 11],
    horizonCount: 3,
    truth,
  });
  assert.equal(scores.length, 9);
  const at = (name: string, horizon: number) =>
    scores.find((score) => score.forecaster === name && score.horizon === horizon)!;
  for (const measure of ["klDivergence", "energyScore", "logScore"] as const) {
    const { skill, low } = forecastSkill(
      at("ExponentialMean", 1)[measure],
      at("Persistence", 1)[measure],
    );
    assert.ok(skill > 0 && low > 0, `${measure}: ${skill}, from ${low}`);
  }
  const { low } = forecastSkill(
    at("Persistence", 2).klDivergence,
    at("PopulationMean", 2).klDivergence,
  );
  assert.ok(low > 0);
  const { intervalCoverage } = at("ExponentialMean", 1);
  const coverage = intervalCoverage.reduce((sum, share) => sum + share, 0) / windows.users.length;
  assert.ok(coverage > 0.8, `${coverage}`);
});

test("skill is 1 - the ratio of means over users with both scores, its interval about it", () => {
  const found = forecastSkill(Float64Array.of(1, 2, NaN), Float64Array.of(2, 4, 3));
  assert.deepEqual(found, { skill: 0.5, low: 0.5, high: 0.5, userCount: 2 });
});

test("skill by drift parts users from the steadiest on", () => {
  const reference = new Float64Array(8).fill(1);
  const scores = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1);
  const groups = skillByDrift(scores, reference, [1, 2, 3, 4, 5, 6, 7, 8], { groupCount: 2 });
  assert.deepEqual(
    groups.map(({ skill, driftFrom, driftTo }) => [skill, driftFrom, driftTo]),
    [
      [1, 1, 4],
      [0, 5, 8],
    ],
  );
});

test("persistence notices a clear change after one window; who doesn't change has no delay", async () => {
  const T = 8;
  const rows = ["stays", "turns"].flatMap((user) =>
    Array.from({ length: T }, (_, t) => (user === "turns" && t >= 4 ? [0, 9] : [9, 0])),
  );
  const two = new InterestWindows({
    users: ["stays", "turns"],
    spaceName: "s",
    interests: ["a", "b"],
    edgesMs: Float64Array.from({ length: T + 1 }, (_, i) => i),
    counts: Float32Array.from(rows.flat()),
  });
  const persistence = await new Persistence().fit(two);
  const delay = noticeDelay(persistence, two, {
    changeWindow: [0, 4],
    truth: (window) =>
      new InterestDistribution({
        users: two.users,
        spaceName: two.spaceName,
        interests: two.interests,
        probabilities: denseMatrix(
          Float32Array.of(0.9, 0.1, ...(window < 4 ? [0.9, 0.1] : [0.1, 0.9])),
          2,
          2,
        ),
      }),
  });
  assert.ok(Number.isNaN(delay[0]));
  assert.equal(delay[1], 1);
});
