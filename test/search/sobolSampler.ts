import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { sobolSampler } from "../../lib/search/sobolSampler";

const axis = { type: "float", low: 0, high: 1 };

test("16 trials put one into each of 4 x 4 cells, whatever the seed", () => {
  for (const seed of [1, 2, 3]) {
    const { suggest } = sobolSampler(parseSearchSpace({ x: axis, y: axis }), { seed });
    const cells = Array.from({ length: 16 }, (_, n) => {
      const { x, y } = suggest(Array(n).fill({ settings: { x: 0, y: 0 }, value: 0 }))!;
      return 4 * Math.floor(4 * Number(x)) + Math.floor(4 * Number(y));
    });
    assert.equal(new Set(cells).size, 16);
  }
});

test("seeds shift the sequence", () => {
  const space = parseSearchSpace({ x: axis });
  const first = (seed: number) => sobolSampler(space, { seed }).suggest([]);
  assert.deepEqual(first(1), first(1));
  assert.notDeepEqual(first(1), first(2));
});

test("more parameters than there are direction numbers are refused", () => {
  const space = parseSearchSpace(
    Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`x${i}`, axis])),
  );
  assert.throws(() => sobolSampler(space), { message: /at most 32 parameters, got 33/ });
});
