import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { MarkovChain } from "../../lib/models/MarkovChain";

// Three unseen items a user are more than one step away from the last one.
const options = { recoversPattern: false };
for (const { claim, holds } of modelClaims(() => new MarkovChain(), options)) test(claim, holds);

// u: a b c;  v: a b a;  w: b (out of order in the log).
const log = Interactions.fromColumns({
  user: ["u", "v", "u", "v", "w", "u", "v"],
  item: ["c", "a", "a", "b", "b", "b", "a"],
  timestampMs: [30, 10, 10, 20, 5, 20, 30],
});

test("scores count what came next after the last item", async () => {
  const model = await new MarkovChain().fit(log);
  // Items are numbered c, a, b. v ended on a: after a came b, twice. w on b: then c once, a once.
  assert.deepEqual([...model.scores(["v", "w"]).values], [0, 0, 2, 1, 1, 0]);
});

test("probabilities are the shares of the steps", async () => {
  const model = await new MarkovChain().fit(log);
  assert.deepEqual([...model.itemProbabilities(["w"]).values], [0.5, 0.5, 0]);
});

test("where nothing ever followed, all items share equally", async () => {
  const model = await new MarkovChain().fit(log);
  for (const p of model.itemProbabilities(["u"]).values) assert.ok(Math.abs(p - 1 / 3) < 1e-6);
});

test("a newcomer is scored by the last known item", async () => {
  const model = await new MarkovChain().fit(log);
  const newcomer = Interactions.fromColumns({ user: ["n", "n", "m"], item: ["a", "new", "new"] });
  assert.deepEqual([...model.foldIn(newcomer).values], [0, 0, 2, 0, 0, 0]);
});
