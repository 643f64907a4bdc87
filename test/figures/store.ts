import assert from "node:assert/strict";
import { test } from "node:test";
import { store } from "../../lib/figures/store";

test("a value that JSON would change is refused by name", () => {
  assert.throws(() => store("ndcg", { ease: NaN }), {
    name: "TypeError",
    message: "store requires finite numbers, got NaN in ndcg",
  });
  assert.throws(() => store("nothing", undefined), {
    message: "store requires plain JSON, got undefined for nothing",
  });
});
