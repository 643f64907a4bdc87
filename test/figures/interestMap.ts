import assert from "node:assert/strict";
import { test } from "node:test";
import { interestMap } from "../../lib/figures/interestMap";
import { interestTernary } from "../../lib/figures/interestTernary";
import { denseMatrix } from "../../lib/matrices";

const population = {
  users: ["u1", "u2", "u3"],
  interests: ["a", "b", "c", "d"],
  probabilities: denseMatrix(
    Float32Array.of(0.5, 0.25, 0.125, 0.125, 0.5, 0.25, 0.25, 0, 0, 0.5, 0.25, 0.25),
    3,
    4,
  ),
};

test("users are coloured by their likeliest interest, the rest of the interests as one", () => {
  const map = interestMap({ ...population, x: [0, 1, 2], y: [0, 1, 2] }, { k: 1 });
  assert.deepEqual(
    map.data.map(({ name, x }) => [name, x]),
    [
      ["others (1)", [2]],
      ["a (2)", [0, 1]],
    ],
  );
  assert.throws(() => interestMap({ ...population, x: [0], y: [0] }), /two coordinates for each/);
});

test("a ternary map shares three interests among themselves", () => {
  const [points] = interestTernary(population, { corners: ["a", "b", "c"] }).data;
  assert.deepEqual((points.a as number[])[1], 0.5);
  assert.ok(Math.abs((points.b as number[])[2] - 2 / 3) < 1e-6);
  assert.throws(() => interestTernary(population, { corners: ["a", "b", "x"] }), /got x/);
});
