import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import { categorySpace } from "../../../lib/interests";
import { matrixRow } from "../../../lib/matrices";
import { DirichletMixture } from "../../../lib/models/bayesian/DirichletMixture";
import { modelClaims } from "../../../lib/models/checkModel";

const items = ["b0", "b1"].flatMap((block) =>
  Array.from({ length: 20 }, (_, item) => `${block}i${item}`),
);
const blocks = categorySpace("blocks", items, (item) => [item.slice(0, 2)]);
for (const { claim, holds } of modelClaims(
  () => new DirichletMixture({ componentCount: 2, drawCount: 100 }, { space: blocks }),
)) {
  test(claim, holds);
}

test("with one segment and one interest an item, draws are of the Dirichlet posterior", async () => {
  const log = Interactions.fromColumns({
    user: Array.from({ length: 200 }, (_, row) => `u${row % 20}`),
    item: Array.from({ length: 200 }, (_, row) => `b${(row * row) % 7 < 3 ? 0 : 1}i${row % 20}`),
  });
  const model = new DirichletMixture({ componentCount: 1, drawCount: 4000 }, { space: blocks });
  await model.fit(log);
  const [a, b] = model.prior.concentrations[0];
  const found = model.distribution(["u3"]);
  assert.ok(found.posterior?.family === "samples");
  const history = log.filter((row) => log.userIndex[row] === 3);
  const first = Array.from(history.itemIndex).filter((item) =>
    log.items.ids[item].startsWith("b0"),
  ).length;
  const [c, total] = [a + first, a + b + 10];
  let square = 0;
  for (let draw = 0; draw < 4000; draw++) {
    square += (matrixRow(found.posterior.draws, draw)[0] - c / total) ** 2 / 4000;
  }
  assert.ok(Math.abs(found.row(0)[0] - c / total) < 0.01);
  const variance = (c * (total - c)) / (total * total * (total + 1));
  assert.ok(Math.abs(square / variance - 1) < 0.15);
});

test("an interest that leaves no trace has no mass, or an open one where it is taken as hidden", async () => {
  const known = ["b2i0", ...items];
  const space = categorySpace("blocks", known, (item) => [item.slice(0, 2)]);
  const log = Interactions.fromColumns({
    user: Array.from({ length: 400 }, (_, row) => `u${row % 40}`),
    item: Array.from({ length: 400 }, (_, row) => `b${row % 3 === 0 ? 0 : 1}i${row % 20}`),
  });
  const hiddenShare = async (hiddenInterests: boolean): Promise<number> => {
    const config = { componentCount: 1, drawCount: 200, hiddenInterests };
    const model = await new DirichletMixture(config, { space }).fit(log);
    return model.distribution(["u3"]).row(0)[model.space.interests.indexOf("b2")];
  };
  assert.ok((await hiddenShare(false)) < 1e-5);
  const open = await hiddenShare(true);
  assert.ok(open > 0.1 && open < 0.5, String(open));
});
