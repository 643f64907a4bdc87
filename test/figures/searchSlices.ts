import assert from "node:assert/strict";
import { test } from "node:test";
import { searchSlices } from "../../lib/figures/searchSlices";
import { parseSearchSpace } from "../../lib/search/SearchSpace";

test("each parameter has a panel of its own with the trials that have a value", () => {
  const names = ["a", "b", "c", "d"];
  const unit = { type: "float", low: 0, high: 1 };
  const space = parseSearchSpace(Object.fromEntries(names.map((name) => [name, unit])));
  const settings = { a: 0.1, b: 0.2, c: 0.3, d: 0.4 };
  const { data, layout } = searchSlices(
    space,
    [
      { settings, value: 1 },
      { settings, value: null },
    ],
    { objective: "loss" },
  );
  assert.deepEqual(
    data.map(({ x }) => x),
    [[0.1], [0.2], [0.3], [0.4]],
  );
  const domain = (axis: string) => (layout[axis] as { domain: number[] }).domain;
  assert.equal(domain("xaxis")[0], domain("xaxis4")[0]);
  assert.ok(domain("yaxis4")[1] < domain("yaxis")[0]);
  assert.ok(domain("xaxis2")[0] > domain("xaxis")[1]);
  assert.throws(() => searchSlices(space, [], { objective: "x" }), /got none$/);
});
