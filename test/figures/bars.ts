import assert from "node:assert/strict";
import { test } from "node:test";
import { bars } from "../../lib/figures/bars";

const OPTIONS = { title: "t", value: "share", percent: true };

test("few short labels stand, many or long ones lie", () => {
  const standing = bars({ labels: ["a", "b"], values: [1, 2] }, OPTIONS).data[0];
  assert.deepEqual(standing.x, ["a", "b"]);
  const lying = bars({ labels: ["a", "a rather long label"], values: [1, 2] }, OPTIONS).data[0];
  assert.deepEqual(lying.x, [1, 2]);
  assert.equal(lying.orientation, "h");
});

test("a baseline is a dashed line across the bars with its name", () => {
  const baseline = { value: 0.05, name: "uniform" };
  const { layout } = bars({ labels: ["a"], values: [1] }, { ...OPTIONS, baseline });
  assert.equal((layout.shapes as { y0: number }[])[0].y0, 0.05);
  assert.equal((layout.annotations as { text: string }[])[0].text, "uniform");
});

test("a missing value for a label is an error", () => {
  assert.throws(() => bars({ labels: ["a", "b"], values: [1] }, OPTIONS), {
    message: "bars requires a value for each of 2 labels, got 1",
  });
});
