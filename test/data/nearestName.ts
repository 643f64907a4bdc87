import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestName } from "../../lib/data/nearestName";

test("a transposed pair of letters is close enough, another word is not", () => {
  assert.equal(nearestName("metrcis", ["models", "metrics", "seeds"]), "metrics");
  assert.equal(nearestName("zzzz", ["models", "metrics"]), undefined);
});
