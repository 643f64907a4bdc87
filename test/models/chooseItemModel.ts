import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { chooseItemModel } from "../../lib/models/chooseItemModel";

const log = Interactions.fromColumns({ user: ["u", "u", "v"], item: ["a", "b", "c"] });

test("up to maxItems it is EASE, with its config", () => {
  const { model, reason } = chooseItemModel(log, { regularization: 7, maxItems: 3 });
  assert.equal(model.name, "Ease");
  assert.deepEqual(model.config, { cell: "one", kindWeights: {}, regularization: 7, maxItems: 3 });
  assert.match(reason, /^EASE: 3 items/);
});

test("past maxItems it says that, and to what, it changes", () => {
  const { model, reason } = chooseItemModel(log, { maxItems: 2 });
  assert.equal(model.name, "ItemKnn");
  assert.match(reason, /^ItemKnn instead of EASE: 3 items are more than 2/);
});
