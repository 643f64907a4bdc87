import assert from "node:assert/strict";
import { test } from "node:test";
import { parallelCoordinates } from "../../lib/figures/parallelCoordinates";
import { type SearchTrial } from "../../lib/search/SearchSampler";
import { parseSearchSpace } from "../../lib/search/SearchSpace";

const space = parseSearchSpace({
  kind: { type: "categorical", choices: ["a", "b"] },
  rate: { type: "float", low: 0, high: 1, when: { parameter: "kind", is: ["b"] } },
});
const history: SearchTrial[] = [
  { settings: { kind: "b", rate: 0.25 }, value: 0.75 },
  { settings: { kind: "a" }, value: 0.5 },
  { settings: { kind: "a" }, value: null },
];

test("each trial with a value is a line, the best drawn last, and the title has its settings", () => {
  const { data, layout } = parallelCoordinates(space, history, {
    objective: "NDCG",
    direction: "maximize",
  });
  const { dimensions } = data[0] as unknown as { dimensions: { label: string; values: number[] }[] };
  assert.deepEqual(
    dimensions.map(({ label, values }) => [label, values]),
    [
      ["kind", [0, 1]],
      ["rate", [-0.12, 0.25]],
      ["NDCG", [0.5, 0.75]],
    ],
  );
  assert.match(layout.title.text, /^The best NDCG, 0\.750, has kind b, rate 0\.250/);
});

test("a whole number stays whole in the title, and the axes' names have room under it", () => {
  const sizes = parseSearchSpace({ size: { type: "int", low: 1, high: 64 } });
  const { layout } = parallelCoordinates(sizes, [{ settings: { size: 28 }, value: 0.5 }], {
    objective: "NDCG",
  });
  assert.match(layout.title.text, /has size 28</);
  const { t } = layout.margin as { t: number };
  assert.ok(t >= layout.meta.titleHeight + 50);
});

test("no trial with a value is refused", () => {
  assert.throws(() => parallelCoordinates(space, [history[2]], { objective: "x" }), /got none$/);
});
