import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSettings } from "../../lib/cli/parseSettings";

test("values are JSON where they can be, else text", () => {
  const typed = ["regularization=1e2", "similarity=bm25", "halfLifeDays=null", "name=a=b"];
  assert.deepEqual(parseSettings(typed), {
    regularization: 100,
    similarity: "bm25",
    halfLifeDays: null,
    name: "a=b",
  });
});
