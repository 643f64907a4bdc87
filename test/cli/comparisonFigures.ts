import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonFigures } from "../../lib/cli/comparisonFigures";
import { Interactions } from "../../lib/data";
import { compare } from "../../lib/evaluation";
import { Popularity, Random } from "../../lib/models";

test("each metric with a better end has a figure of all models, named for a file", async () => {
  const users = Array.from({ length: 10 }, (_, user) => `u${user}`);
  const log = (item: (user: number) => number): Interactions =>
    Interactions.fromColumns({
      user: users,
      item: users.map((_, user) => `i${item(user)}`),
    });
  const comparison = await compare({
    contenders: [
      { name: "popular", create: () => new Popularity() },
      { name: "chance", create: (seed) => new Random({ seed }) },
    ],
    splits: [{ train: log((user) => user % 4), test: log((user) => (user + 1) % 4) }],
    seeds: [1, 2],
    protocol: { k: 2, metrics: ["ndcg", "novelty", "itemCoverage"], resampleCount: 10 },
  });
  const figures = comparisonFigures(comparison);
  assert.deepEqual(
    figures.map(({ name }) => name),
    ["ndcg-2", "itemCoverage-2"],
  );
  for (const { figure } of figures) {
    const [{ y }] = figure.data as unknown as { y: string[] }[];
    assert.deepEqual([...y].sort(), ["chance", "popular"]);
    assert.match(JSON.stringify(figure.layout), /n = 10 users, 2 seeds, 1 split/);
  }
});
