import assert from "node:assert/strict";
import { test } from "node:test";
import { embeddingMap } from "../../lib/figures/embeddingMap";
import { denseMatrix } from "../../lib/matrices";

const data = {
  labels: ["a", "b", "c", "d"],
  vectors: denseMatrix(Float32Array.of(0, 0, 0, 2, 0, 0, 4, 0, 0, 6, 0, 0), 4, 3),
};

test("vectors lie along their principal axes, and the title says how much these hold", () => {
  const { data: traces, layout } = embeddingMap(data);
  assert.deepEqual(traces[0].x, [-3, -1, 1, 3]);
  assert.deepEqual(
    (traces[0].y as number[]).map((y) => Math.abs(y)),
    [0, 0, 0, 0],
  );
  assert.match(layout.title.text, /hold 100 % of what tells the 4 item vectors apart/);
});

test("the largest groups have colours of their own, the rest one", () => {
  const { data: traces } = embeddingMap({ ...data, groups: ["x", "y", "y", "z"] }, { k: 1 });
  assert.deepEqual(
    traces.map(({ name, text }) => [name, text]),
    [
      ["others (2)", ["a", "d"]],
      ["y (2)", ["b", "c"]],
    ],
  );
});

test("it speaks Chinese where asked to", () => {
  const { data: traces, layout } = embeddingMap(data, { language: "zh" });
  assert.equal(traces[0].name, "物品");
  assert.match(layout.title.text, /两个方向含有 4 个物品向量差异的 100 %/);
});

test("labels that aren't the vectors' are an error", () => {
  assert.throws(() => embeddingMap({ ...data, labels: ["a"] }), {
    message: /requires a label, and a group if any, for each vector, got 1 labels and 4 vectors/,
  });
});
