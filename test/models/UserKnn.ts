import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { UserKnn } from "../../lib/models/UserKnn";

const build = (): UserKnn => new UserKnn({ neighbourCount: 6 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

const log = Interactions.fromColumns({
  user: ["u", "u", "v", "v", "w", "w", "w"],
  item: ["a", "b", "a", "c", "a", "b", "d"],
});

test("an item scores the similarities of the users who did it", async () => {
  const model = await new UserKnn({ neighbourCount: 2 }).fit(log);
  // For u: v is at 1 / 2, w at 2 / sqrt(6).
  const w = 2 / Math.sqrt(6);
  const expected = [0.5 + w, w, 0.5, w];
  model.scores(["u"]).values.forEach((score, item) => {
    assert.ok(Math.abs(score - expected[item]) < 1e-6, `${score} for item ${item}`);
  });
});

test("only the nearest users have a say", async () => {
  const model = await new UserKnn({ neighbourCount: 1 }).fit(log);
  assert.equal(model.scores(["u"]).values[2], 0);
});

test("a newcomer may be just like somebody", async () => {
  const model = await new UserKnn({ neighbourCount: 1 }).fit(log);
  const newcomer = Interactions.fromColumns({ user: ["n", "n"], item: ["c", "a"] });
  const expected = [1, 0, 1, 0];
  model.foldIn(newcomer).values.forEach((score, item) => {
    assert.ok(Math.abs(score - expected[item]) < 1e-6, `${score} for item ${item}`);
  });
});
