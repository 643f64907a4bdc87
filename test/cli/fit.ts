import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { distributionCsv } from "../../lib/cli/distribution";
import { fitAndSave } from "../../lib/cli/fit";
import { recommendationsCsv } from "../../lib/cli/recommend";
import { loadModel, TwoTower } from "../../lib/models";

const main = path.resolve(__dirname, "../../lib/cli/main.js");
let home = "";
before(() => {
  home = mkdtempSync(path.join(tmpdir(), "interestlab-"));
  // Two circles of taste: x and y go together, p and q do.
  const lines = ["u,x,5", "u,y,4", "v,x,4", "v,y,5", "w,p,4", "w,q,5", "s,p,5", "s,q,1", "t,x,4"];
  writeFileSync(path.join(home, "log.csv"), `user,item,rating\n${lines.join("\n")}\n`);
  const long = ["u", "v", "w", "s"].flatMap((user, n) =>
    ["x", "y", "z", "p"].map((item) => `${user},${item}${n % 2}`),
  );
  writeFileSync(path.join(home, "long.csv"), `user,item\n${long.join("\n")}\n`);
  writeFileSync(path.join(home, "items.csv"), "item,genres\nx,Jazz\ny,Jazz\np,Rock\nq,Rock|Jazz\n");
});
after(() => rmSync(home, { recursive: true }));

test("what fit saves, recommend and distribution read back", async () => {
  const folder = path.join(home, "knn");
  const said = await fitAndSave(path.join(home, "log.csv"), {
    model: "item-knn",
    out: folder,
    minValue: 4,
    set: ["similarity=jaccard", "neighbourCount=2"],
  });
  assert.match(said, /^ItemKnn learned 8 interactions of 5 users with 4 items in /);
  // Two of the three who did x or y did both.
  const lists = await recommendationsCsv(folder, { users: "t", k: 1 });
  assert.match(lists, /^user,rank,item,score\nt,1,y,0\.66666\d+\n$/);
  const items = path.join(home, "items.csv");
  const interests = await distributionCsv(folder, { items, users: "t,w" });
  assert.deepEqual(interests.split("\n"), [
    "user,interest,probability",
    "t,Jazz,1",
    "t,Rock,0",
    // w did p and q, which are Rock, and Rock and Jazz: each speaks for the other, 1/2.
    "w,Rock,0.75",
    "w,Jazz,0.25",
    "",
  ]);
});

test("a model whose rule is softmax is saved with its temperature", async () => {
  const folder = path.join(home, "slim");
  const said = await fitAndSave(path.join(home, "long.csv"), {
    model: "slim",
    out: folder,
    set: ["regularization=1", "l1Regularization=0"],
  });
  const [, temperature] = /^temperature (\S+): \S+ nats an item\n/.exec(said) ?? [];
  const loaded = await loadModel(folder);
  assert.equal(loaded.temperature.toPrecision(4), temperature);
});

test("a model of both sides' features reads what is known of items and users", async () => {
  const folder = path.join(home, "towers");
  const users = path.join(home, "users.csv");
  writeFileSync(users, "user,age\nu,30\nv,20\nw,60\n");
  const set = ["embeddingSize=4", "hiddenSize=3", "epochs=1"];
  const items = path.join(home, "sides.csv");
  writeFileSync(items, "item,genres\nx0,Jazz\np1,Rock\n");
  const flags = { model: "two-tower", out: folder, items, users, set };
  await fitAndSave(path.join(home, "long.csv"), flags);
  const model = await loadModel(folder);
  assert.ok(model instanceof TwoTower);
  const { weights } = model;
  // An age beside a user's four numbers, Jazz and Rock beside an item's.
  assert.deepEqual([weights.userHidden.length, weights.itemHidden.length], [5 * 3, 6 * 3]);
});

test("bad input is one line and exit code 2", () => {
  const words = ["fit", path.join(home, "log.csv"), "-m", "oracle", "-o", path.join(home, "none")];
  const { status, stderr } = spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });
  assert.equal(status, 2);
  const [said] = stderr.trim().split("\n").slice(-1);
  assert.match(said, /^interestlab: createModel requires a model among .*, got oracle$/);
});
