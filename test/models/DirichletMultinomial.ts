import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { categorySpace } from "../../lib/interests";
import { modelClaims } from "../../lib/models/checkModel";
import { DirichletMultinomial } from "../../lib/models/DirichletMultinomial";

const planted = ["b0", "b1"].flatMap((block) =>
  Array.from({ length: 20 }, (_, item) => `${block}i${item}`),
);
const blocks = categorySpace("blocks", planted, (item) => [item.slice(0, 2)]);
const build = (): DirichletMultinomial => new DirichletMultinomial({}, blocks);
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

const genres: Record<string, string[]> = { a: ["Drama"], b: ["Drama", "War"], c: ["War"] };
const space = categorySpace("genres", ["a", "b", "c"], (item) => genres[item]);
const log = Interactions.fromColumns({
  user: ["u", "u", "u", "v", "w", "w"],
  item: ["a", "a", "b", "c", "b", "c"],
});

test("the mean is (prior + count) / (prior + counts), fractional where items have two interests", async () => {
  const model = await new DirichletMultinomial({ priorConcentration: 1 }, space).fit(log);
  // u: Drama 1 + 1 + 1/2, War 1/2, so (1 + 2.5) / (2 + 3).
  assert.ok(Math.abs(model.distribution(["u"]).row(0)[0] - 3.5 / 5) < 1e-6);
  const { posterior } = model.distribution(["u"]);
  assert.ok(posterior?.family === "dirichlet");
  assert.deepEqual([...posterior.concentrations.values], [3.5, 1.5]);
});

test("the learned prior pulls a user of few interactions towards the population", async () => {
  const model = await new DirichletMultinomial({}, space).fit(log);
  const [drama] = model.distribution(["v"]).row(0);
  assert.ok(drama > 0 && drama < 0.5);
});

test("a prior concentration that isn't above 0 is an error", () => {
  assert.throws(() => new DirichletMultinomial({ priorConcentration: 0 }, space), {
    message: "DirichletMultinomial requires priorConcentration above 0, or null, got 0",
  });
});

test("a group of enough users has a prior of its own, which is what its cold users get", async () => {
  const users = Array.from({ length: 80 }, (_, user) => `u${user}`);
  const rows = users.flatMap((user, place) =>
    Array.from({ length: 6 }, (_, row) => ({
      user,
      item: (place + row) % 7 < 5 === place < 40 ? "a" : "c",
    })),
  );
  const all = Interactions.fromColumns({
    user: [...rows.map((row) => row.user), "x", "y"],
    item: [...rows.map((row) => row.item), "a", "c"],
  });
  const log = all.filter((row) => row < rows.length);
  const groups: Record<string, string> = { x: "first", y: "lonely" };
  const model = new DirichletMultinomial({}, space, {
    groupOf: (user) => groups[user] ?? (Number(user.slice(1)) < 40 ? "first" : "second"),
  });
  await model.fit(log);
  assert.deepEqual([...model.groupPriors.keys()].sort(), ["first", "second"]);
  const [first, lonely] = ["x", "y"].map((user) => model.distribution([user]).row(0)[0]);
  assert.ok(first > 0.65, `${first}`);
  assert.ok(Math.abs(lonely - 0.5) < 0.1, `${lonely}`);
});
