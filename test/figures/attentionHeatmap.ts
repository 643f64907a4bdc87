import assert from "node:assert/strict";
import { test } from "node:test";
import { attentionHeatmap } from "../../lib/figures/attentionHeatmap";
import { denseMatrix } from "../../lib/matrices";

const data = {
  labels: ["Up", "Heat", "Up"],
  weights: denseMatrix(Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0.25, 0.625, 0.125), 3, 3),
};

test("rows read columns, the title says what the last place reads", () => {
  const { data: traces, layout } = attentionHeatmap(data);
  const [{ x, z }] = traces;
  assert.deepEqual(x, ["1 Up", "2 Heat", "3 Up"]);
  assert.deepEqual((z as number[][])[2], [0.25, 0.625, 0.125]);
  assert.match(layout.title.text, /the last place reads Heat most .*\(63 %\)/);
});

test("it speaks Chinese where asked to", () => {
  const { layout } = attentionHeatmap(data, { language: "zh" });
  assert.match(layout.title.text, /最后一个位置最关注 Heat（63%）/);
});

test("a long history shows its last places", () => {
  const [{ y, z }] = attentionHeatmap(data, { placeLimit: 2 }).data;
  assert.deepEqual(y, ["2 Heat", "3 Up"]);
  assert.deepEqual(z, [
    [0.5, 0],
    [0.625, 0.125],
  ]);
});

test("labels that aren't the weights' are an error", () => {
  assert.throws(() => attentionHeatmap({ ...data, labels: ["Up"] }), {
    message:
      "attentionHeatmap requires weights of each place by each, got 1 labels and [3, 3]",
  });
});
