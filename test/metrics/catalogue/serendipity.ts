import assert from "node:assert/strict";
import { test } from "node:test";
import { serendipity } from "../../../lib/metrics/catalogue/serendipity";
import { history, lists, relevant, vectors } from "../../support/itemVectors";
import { relevantRows } from "../../support/lists";

test("serendipity equals recommenders' user_serendipity by feature vectors", () => {
  // recommenders 1.2.1: user_serendipity(train, reco, item_feature_df, "item_feature_vector",
  // col_relevance="relevance") -> 0.532544, 0.313113, 0.146447
  const values = serendipity(lists, relevant, 3, { history, vectors });
  assert.deepEqual(
    [...values].map((value) => value.toFixed(6)),
    ["0.532544", "0.313113", "0.146447"],
  );
});

test("what misses is not serendipitous, however new", () => {
  const nothing = relevantRows([[], [], []], 6);
  assert.deepEqual([...serendipity(lists, nothing, 3, { history, vectors })], [0, 0, 0]);
});
