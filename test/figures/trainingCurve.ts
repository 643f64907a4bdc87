import assert from "node:assert/strict";
import { test } from "node:test";
import { trainingCurve } from "../../lib/figures/trainingCurve";

test("epochs count from 1, and the uniform guess is a dashed line", () => {
  const { data, layout } = trainingCurve([{ model: "CNN", loss: [2.5, 2.3, 2.2] }], {
    chance: Math.log(10),
  });
  assert.deepEqual(data[0].x, [1, 2, 3]);
  assert.equal((layout.shapes as { y0: number }[])[0].y0, Math.log(10));
  assert.match(layout.title.text.replaceAll("<br>", " "), /2\.50 to 2\.20 in 3 epochs \(chance: 2\.30\)/);
});

test("held-out loss is a dotted line of the model's colour", () => {
  const [training, heldOut] = trainingCurve([
    { model: "CNN", loss: [2, 1], validationLoss: [2, 1.5] },
  ]).data.map(({ line }) => line as { color: string; dash: string });
  assert.equal(training.color, heldOut.color);
  assert.equal(heldOut.dash, "dot");
});

test("a run without epochs is an error that names its model", () => {
  assert.throws(() => trainingCurve([{ model: "CNN", loss: [] }]), {
    message: "trainingCurve requires a loss for each epoch, got none for CNN",
  });
});
