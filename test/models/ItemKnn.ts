import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { ItemKnn } from "../../lib/models/ItemKnn";

for (const { claim, holds } of modelClaims(() => new ItemKnn())) test(claim, holds);

const log = Interactions.fromColumns({
  user: ["u", "u", "v", "v", "w", "w", "w"],
  item: ["a", "b", "a", "c", "a", "b", "d"],
});

test("an item scores the similarities of the user's items to it", async () => {
  const model = await new ItemKnn({ neighbourCount: 4 }).fit(log);
  // v did a and c. cos(a, c) = 1 / sqrt(3), cos(a, b) = 2 / sqrt(6), cos(a, d) = 1 / sqrt(3).
  const expected = [1 / Math.sqrt(3), 2 / Math.sqrt(6), 1 / Math.sqrt(3), 1 / Math.sqrt(3)];
  model.scores(["v"]).values.forEach((score, item) => {
    assert.ok(Math.abs(score - expected[item]) < 1e-6, `${score} for item ${item}`);
  });
});

test("the neighbours kept are those of the scored item", async () => {
  const model = await new ItemKnn({ neighbourCount: 1 }).fit(log);
  // The nearest of b is a (0.82), of d it is b (0.71), of c it is a: so v, who did a and c,
  // scores b and c by a; d, whose one neighbour is b, gets nothing.
  const [, b, c, d] = model.scores(["v"]).values;
  assert.ok(Math.abs(b - 2 / Math.sqrt(6)) < 1e-6);
  assert.ok(Math.abs(c - 1 / Math.sqrt(3)) < 1e-6);
  assert.equal(d, 0);
});

// The worked example of two users, {1001, 1002, 1003} and {1001, 1004, 1005}.
test("two users who share one item: the other's two items tie", async () => {
  const model = await new ItemKnn().fit(
    Interactions.fromColumns({
      user: [1, 1, 1, 2, 2, 2],
      item: [1001, 1002, 1003, 1001, 1004, 1005],
    }),
  );
  const { items, scores } = model.recommend(["1", "2"], 2);
  assert.deepEqual(items, [
    ["1004", "1005"],
    ["1002", "1003"],
  ]);
  assert.equal(scores[0][0], scores[0][1]);
  assert.equal(scores[1][0], scores[1][1]);
});

test("an unknown similarity lists the known ones", () => {
  assert.throws(() => new ItemKnn({ similarity: "euclid" as never }), {
    name: "RangeError",
    message:
      "ItemKnn requires similarity that is one of cosine, pearson, jaccard, tfidf, bm25, " +
      'asymmetric, got "euclid"',
  });
});
