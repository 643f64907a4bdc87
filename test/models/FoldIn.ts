import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions, Vocabulary } from "../../lib/data";
import { alignItems, foldsIn } from "../../lib/models/FoldIn";
import { Popularity } from "../../lib/models/Popularity";
import { Random } from "../../lib/models/Random";

test("items are renumbered, unknown ones are left out, users stay", () => {
  const log = Interactions.fromColumns({
    user: ["u", "v", "u"],
    item: ["new", "new", "b"],
    value: [1, 2, 3],
    timestampMs: [10, 20, 30],
  });
  const aligned = alignItems(log, new Vocabulary(["a", "b"]));
  assert.deepEqual(aligned.toColumns(), {
    user: ["u"],
    item: ["b"],
    kind: ["interaction"],
    value: [3],
    timestampMs: [30],
  });
  assert.deepEqual(aligned.users.ids, ["u", "v"]);
});

test("a model says by its type whether it folds in", () => {
  assert.equal(foldsIn(new Popularity()), true);
  assert.equal(foldsIn(new Random()), false);
});
