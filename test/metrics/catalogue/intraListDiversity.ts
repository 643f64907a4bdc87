import assert from "node:assert/strict";
import { test } from "node:test";
import { intraListDiversity } from "../../../lib/metrics/catalogue/intraListDiversity";
import { lists, vectors } from "../../support/itemVectors";

test("diversity equals recommenders' user_diversity by feature vectors", () => {
  // recommenders 1.2.1: user_diversity(train, reco, item_feature_df, "item_feature_vector")
  // -> 0.361929, 1.000000, 0.292893
  const values = intraListDiversity(lists, 3, vectors);
  assert.deepEqual(
    [...values].map((value) => value.toFixed(6)),
    ["0.361929", "1.000000", "0.292893"],
  );
});

test("one item has no pair to differ", () => {
  assert.ok(Number.isNaN(intraListDiversity(lists, 1, vectors)[0]));
});
