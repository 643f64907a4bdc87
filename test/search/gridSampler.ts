import assert from "node:assert/strict";
import { test } from "node:test";
import { gridOf, gridSampler } from "../../lib/search/gridSampler";
import { parseSearchSpace } from "../../lib/search/SearchSpace";

const space = parseSearchSpace({
  kind: { type: "categorical", choices: ["flat", "deep"] },
  layers: { type: "int", low: 1, high: 2, when: { parameter: "kind", is: ["deep"] } },
  share: { type: "float", low: 0, high: 1 },
});

test("every combination comes once, inactive parameters left out", () => {
  const grid = gridOf(space, { pointCount: 2 });
  assert.deepEqual(grid, [
    { kind: "flat", share: 0 },
    { kind: "flat", share: 1 },
    { kind: "deep", layers: 1, share: 0 },
    { kind: "deep", layers: 1, share: 1 },
    { kind: "deep", layers: 2, share: 0 },
    { kind: "deep", layers: 2, share: 1 },
  ]);
});

test("a grid ends with null", () => {
  const { suggest } = gridSampler(space, { pointCount: 2 });
  const trial = { settings: {}, value: 1 };
  assert.deepEqual(suggest(Array(5).fill(trial)), { kind: "deep", layers: 2, share: 1 });
  assert.equal(suggest(Array(6).fill(trial)), null);
});

test("integers on a log scale that coincide come once", () => {
  const sizes = parseSearchSpace({ size: { type: "int", low: 1, high: 4, log: true } });
  assert.deepEqual(
    gridOf(sizes, { pointCount: 9 }).map(({ size }) => size),
    [1, 2, 3, 4],
  );
});

test("a grid of one point is refused", () => {
  assert.throws(() => gridOf(space, { pointCount: 1 }), {
    message: "gridOf requires a pointCount of at least 2, got 1",
  });
});
