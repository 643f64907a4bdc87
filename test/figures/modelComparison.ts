import assert from "node:assert/strict";
import { test } from "node:test";
import { modelComparison } from "../../lib/figures/modelComparison";
import { modelColour } from "../../lib/figures/palette";

const SCORES = [
  { model: "popularity", value: 0.18, low: 0.16, high: 0.2 },
  { model: "EASE", value: 0.29, low: 0.27, high: 0.32 },
];

test("the best model comes first, in its own colour, with its interval", () => {
  const [trace] = modelComparison(SCORES, { metric: "NDCG@10" }).data;
  assert.deepEqual(trace.y, ["EASE", "popularity"]);
  assert.deepEqual((trace.marker as { color: string[] }).color, [
    modelColour("EASE"),
    modelColour("popularity"),
  ]);
  const { array, arrayminus } = trace.error_x as { array: number[]; arrayminus: number[] };
  assert.ok(Math.abs(array[0] - 0.03) < 1e-9 && Math.abs(arrayminus[0] - 0.02) < 1e-9);
});

test("where lower is better the lowest comes first", () => {
  const [trace] = modelComparison(SCORES, { metric: "log score", lowerIsBetter: true }).data;
  assert.deepEqual(trace.y, ["popularity", "EASE"]);
});

test("the baseline's value is a dashed line, and the title says by how much it is beaten", () => {
  const { layout } = modelComparison(SCORES, { metric: "NDCG@10", baseline: "popularity" });
  const [line] = layout.shapes as { x0: number; line: { dash: string } }[];
  assert.equal(line.x0, 0.18);
  assert.equal(line.line.dash, "dash");
  assert.match(layout.title.text, /EASE leads in NDCG@10: 0\.290 against 0\.180 for popularity/);
});

test("a baseline that nobody beats is said to be unbeaten", () => {
  const { layout } = modelComparison(SCORES, { metric: "NDCG@10", baseline: "EASE" });
  assert.equal(layout.title.text, "No model beats EASE in NDCG@10");
});

test("an unknown baseline lists the known models", () => {
  assert.throws(() => modelComparison(SCORES, { metric: "m", baseline: "iALS" }), {
    message: "unknown baseline: iALS (known: EASE, popularity)",
  });
});

test("values are written away from the baseline's line", () => {
  const scores = [...SCORES, { model: "CNN", value: 0.1 }];
  const [trace] = modelComparison(scores, { metric: "m", baseline: "popularity" }).data;
  assert.deepEqual(trace.textposition, ["top right", "top right", "top left"]);
});
