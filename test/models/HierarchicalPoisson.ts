import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { HierarchicalPoisson } from "../../lib/models/HierarchicalPoisson";

const build = (): HierarchicalPoisson => new HierarchicalPoisson({ embeddingSize: 2, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

test("a user who did three times as much is expected to do about three times as much", async () => {
  const item = (index: number): string => `i${index}`;
  const few = [0, 1, 2].map(item);
  const many = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(item);
  const log = Interactions.fromColumns({
    user: Array.from({ length: 20 }, (_, u) => u).flatMap((u) => (u % 2 ? few : many).map(() => u)),
    item: Array.from({ length: 20 }, (_, u) => u).flatMap((u) => (u % 2 ? few : many)),
  });
  const model = await build().fit(log);
  const [active, quiet] = [0, 1].map((user) =>
    model.scores(Int32Array.of(user)).values.reduce((sum, rate) => sum + rate, 0),
  );
  assert.ok(active / quiet > 2 && active / quiet < 4, `${active} and ${quiet}`);
});
