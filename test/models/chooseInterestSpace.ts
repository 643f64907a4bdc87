import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalogue, Interactions, Vocabulary } from "../../lib/data";
import { chooseInterestSpace } from "../../lib/models/chooseInterestSpace";

const log = Interactions.fromColumns({
  user: ["u", "u", "v", "v", "w", "w"],
  item: ["a", "b", "a", "b", "c", "d"],
});
const catalogue = (categories: string[][]): Catalogue =>
  new Catalogue({ ids: new Vocabulary(["a", "b"], "item"), categories, texts: {}, numbers: {} });

test("categories are taken where the catalogue knows some", async () => {
  const chosen = await chooseInterestSpace(log, catalogue([["Drama"], []]), { name: "genres" });
  assert.deepEqual(chosen.space.interests, ["Drama"]);
  assert.equal(chosen.reason, "genres: the catalogue knows those of 1 of 4 items");
});

test("without categories, topics are learned and named by their most telling items", async () => {
  for (const [known, lack] of [
    [null, "there is no catalogue"],
    [catalogue([[], []]), "the catalogue has no categories"],
  ] as const) {
    const chosen = await chooseInterestSpace(log, known, { topics: { topicCount: 2, seed: 1 } });
    assert.equal(chosen.reason, `2 topics learned by LDA: ${lack}`);
    assert.match(chosen.space.interests[0], /^1: [abcd], [abcd], [abcd]$/);
  }
});
