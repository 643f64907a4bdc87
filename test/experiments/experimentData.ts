import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { experimentData, seededModel } from "../../lib/experiments/experimentData";
import { parseExperiment } from "../../lib/experiments/parseExperiment";
import { TwoTower } from "../../lib/models";

const home = mkdtempSync(path.join(tmpdir(), "experiment-data-"));
after(() => rmSync(home, { recursive: true }));

function file(name: string, ...lines: string[]): string {
  writeFileSync(path.join(home, name), `${lines.join("\n")}\n`);
  return path.join(home, name);
}
const train = file("train.csv", "user,item", "u1,a", "u1,b", "u2,a", "u2,c", "u3,a");
const tests = file("test.csv", "user,item", "u1,c", "u2,b");
const items = file("items.csv", "item,genres,year", "a,Jazz,1959", "b,Jazz,1960", "c,Rock,1970");
const users = file("users.csv", "user,country", "u1,Mali", "u2,Peru", "u3,Mali");
const source = `name: sides
data: { train: ${train}, test: ${tests} }
catalogue: ${items}
userCatalogue: ${users}
models:
  - { model: TwoTower, config: { embeddingSize: 4, hiddenSize: 3, epochs: 1 } }
metrics: [ndcg]
`;

test("an experiment's models read its catalogues of items and of users", async () => {
  const experiment = parseExperiment(source, "sides.yaml");
  const { parts, space, splits } = await experimentData(experiment);
  assert.deepEqual(space?.interests, ["Jazz", "Rock"]);
  const [{ model: name, config }] = experiment.models;
  const model = seededModel(name, config, { seed: 1, parts });
  assert.ok(model instanceof TwoTower);
  const { weights } = await model.fit(splits[0].train);
  // Two countries beside a user's four numbers; two genres and the year beside an item's.
  assert.deepEqual([weights.userHidden.length, weights.itemHidden.length], [6 * 3, 7 * 3]);
  model.dispose();
});

test("an experiment without catalogues makes its models of the log alone", async () => {
  const plain = source.replace(/catalogue: .*\nuserCatalogue: .*\n/, "");
  const { parts, space } = await experimentData(parseExperiment(plain, "plain.yaml"));
  assert.deepEqual(
    [space, parts.itemCatalogue, parts.userCatalogue],
    [undefined, undefined, undefined],
  );
});
