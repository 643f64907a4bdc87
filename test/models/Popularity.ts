import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { Popularity } from "../../lib/models/Popularity";

const options = { recoversPattern: false };
for (const { claim, holds } of modelClaims(() => new Popularity(), options)) test(claim, holds);

const DAY_MS = 86_400_000;
const log = Interactions.fromColumns({
  user: ["u", "v", "u", "w"],
  item: ["a", "a", "b", "c"],
  kind: ["view", "view", "purchase", "view"],
  timestampMs: [0, 7 * DAY_MS, 14 * DAY_MS, 14 * DAY_MS],
});

test("scores are interaction counts, the same for everybody", async () => {
  const model = await new Popularity().fit(log);
  assert.deepEqual([...model.scores(["u", "w"]).values], [2, 1, 1, 2, 1, 1]);
});

test("with a half-life of 7 days, interactions of 14 and 7 days ago count 1/4 and 1/2", async () => {
  const model = await new Popularity({ halfLifeDays: 7 }).fit(log);
  assert.deepEqual([...model.scores(["u"]).values], [0.75, 1, 1]);
});

test("kinds of behaviour are weighted", async () => {
  const model = await new Popularity({ kindWeights: { purchase: 5 } }).fit(log);
  assert.deepEqual([...model.scores(["u"]).values], [2, 5, 1]);
});

test("probabilities are the items' shares of all interactions", async () => {
  const model = await new Popularity().fit(log);
  assert.deepEqual([...model.itemProbabilities(["u"]).values], [0.5, 0.25, 0.25]);
  // u has seen a and b: c is all that is left.
  assert.deepEqual([...model.itemProbabilities(["u"], { excludeSeen: true }).values], [0, 0, 1]);
});

test("a half-life needs times", async () => {
  const timeless = Interactions.fromColumns({ user: ["u"], item: ["a"] });
  await assert.rejects(new Popularity({ halfLifeDays: 7 }).fit(timeless), {
    name: "RangeError",
    message:
      "Popularity with halfLifeDays requires a time stamp in every row, got none in row 0 of 1",
  });
});
