import assert from "node:assert/strict";
import { test } from "node:test";
import { historyLengths } from "../../lib/figures/historyLengths";

test("the median is the smallest length that half of the users don't exceed", () => {
  assert.match(historyLengths([9, 1, 2, 4]).layout.title.text, /at most 2 interactions/);
});

test("no user is an error", () => {
  assert.throws(() => historyLengths([]), {
    message: "historyLengths requires lengths above 0, got none",
  });
});
