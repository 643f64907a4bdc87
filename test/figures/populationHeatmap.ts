import assert from "node:assert/strict";
import { test } from "node:test";
import { populationHeatmap } from "../../lib/figures/populationHeatmap";
import { denseMatrix } from "../../lib/matrices";

test("interests are ordered by the population, users grouped by their likeliest interest", () => {
  const [trace] = populationHeatmap({
    users: ["a", "b", "c"],
    interests: ["War", "Drama"],
    probabilities: denseMatrix(Float32Array.of(0.75, 0.25, 0, 1, 0.25, 0.75), 3, 2),
  }).data;
  assert.deepEqual(trace.x, ["Drama", "War"]);
  assert.deepEqual(trace.y, ["b", "c", "a"]);
  assert.deepEqual(trace.z, [
    [1, 0],
    [0.75, 0.25],
    [0.25, 0.75],
  ]);
});

test("many users are thinned evenly to the limit", () => {
  const users = Array.from({ length: 1000 }, (_, user) => `u${user}`);
  const probabilities = denseMatrix(new Float32Array(2000).fill(0.5), 1000, 2);
  const population = { users, interests: ["a", "b"], probabilities };
  const [trace] = populationHeatmap(population, { userLimit: 100 }).data;
  assert.equal(trace.z!.length, 100);
  assert.deepEqual((trace.customdata as string[][])[99][0], "u990");
});
