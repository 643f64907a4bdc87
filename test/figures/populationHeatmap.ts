import assert from "node:assert/strict";
import { test } from "node:test";
import { populationHeatmap } from "../../lib/figures/populationHeatmap";
import { denseMatrix } from "../../lib/matrices";

const POPULATION = {
  users: ["a", "b", "c"],
  interests: ["War", "Drama"],
  probabilities: denseMatrix(Float32Array.of(0.75, 0.25, 0, 1, 0.25, 0.75), 3, 2),
};

test("interests are ordered by the population, users grouped by their likeliest interest", () => {
  const [trace] = populationHeatmap(POPULATION).data;
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

test("titles and labels are Chinese where asked", () => {
  const { layout } = populationHeatmap(POPULATION, { language: "zh" });
  assert.equal(layout.title.text, "Drama是全部 3 位用户最可能的兴趣");
  assert.equal(layout.xaxis?.title?.text, "兴趣");
});
