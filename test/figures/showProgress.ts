import assert from "node:assert/strict";
import { test } from "node:test";
import { progressText } from "../../lib/figures/showProgress";

test("progress says how far, the loss and the time", () => {
  const progress = { unit: "epoch", done: 3, total: 20, loss: 2.31 };
  assert.equal(progressText("CNN", progress, 4200), "CNN: 3 of 20 epochs, loss 2.31, 4.2 s");
});

test("one of one is singular", () => {
  assert.equal(
    progressText("EASE", { unit: "solve", done: 1, total: 1 }, 100),
    "EASE: 1 of 1 solve, 0.1 s",
  );
});
