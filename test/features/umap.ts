import assert from "node:assert/strict";
import { test } from "node:test";
import { umap } from "../../lib/features/umap";
import { type DenseMatrix, denseMatrix, matrixRow } from "../../lib/matrices";
import { RandomGenerator, sampleDirichlet } from "../../lib/probability";

const GROUP = 30;

/** Two groups of users: half want the first interest, half the second. */
function twoGroups(): DenseMatrix {
  const random = new RandomGenerator(3);
  const rows = Array.from({ length: 2 * GROUP }, (_, user) =>
    Array.from(sampleDirichlet(random, user < GROUP ? [20, 1, 2] : [1, 20, 2])),
  );
  return denseMatrix(Float32Array.from(rows.flat()), 2 * GROUP, 3);
}

test("users of the same interests are neighbours on the map", () => {
  const places = umap(twoGroups(), { neighbourCount: 8, epochs: 100 });
  assert.deepEqual([places.rowCount, places.columnCount], [2 * GROUP, 2]);
  const apart = (a: number, b: number): number => {
    const [p, q] = [matrixRow(places, a), matrixRow(places, b)];
    return Math.hypot(p[0] - q[0], p[1] - q[1]);
  };
  const others = Array.from({ length: 2 * GROUP }, (_, user) => user);
  const sameSide = others.filter((user) => {
    const nearest = others
      .filter((other) => other !== user)
      .sort((a, b) => apart(user, a) - apart(user, b));
    return nearest[0] < GROUP === user < GROUP;
  });
  assert.equal(sameSide.length, 2 * GROUP);
});

test("the same seed gives the same map, another one another", () => {
  const rows = twoGroups();
  const options = { neighbourCount: 5, epochs: 20 };
  assert.deepEqual(umap(rows, options), umap(rows, options));
  assert.notDeepEqual(umap(rows, options), umap(rows, { ...options, seed: 7 }));
});

test("too few rows, or a value that is no probability, are errors", () => {
  assert.throws(() => umap(denseMatrix(new Float32Array(20), 10, 2)), {
    name: "RangeError",
    message: "umap requires more rows than 15 neighbours, got 10",
  });
  const negative = denseMatrix(new Float32Array(40).fill(-0.5), 20, 2);
  assert.throws(() => umap(negative), {
    message: "umap requires finite values (of at least 0), got -0.5",
  });
});
