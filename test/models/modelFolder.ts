import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { readModelFolder, writeModelFolder } from "../../lib/models/modelFolder";

let home = "";
before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "interestlab-"));
});
after(() => rm(home, { recursive: true }));

const model = {
  name: "Mine",
  values: { config: { regularization: 0.5 }, users: ["ü", "b"] },
  arrays: {
    // A view that doesn't start at its buffer's first byte.
    weights: new Float32Array([0, 1.5, -2]).subarray(1),
    sums: Float64Array.of(0.1),
    counts: Int32Array.of(-1, 2),
  },
};

test("what is read equals what was written, types and all", async () => {
  const folder = path.join(home, "deep", "model");
  await writeModelFolder(folder, model);
  assert.deepEqual(await readModelFolder(folder), {
    ...model,
    arrays: { ...model.arrays, weights: Float32Array.of(1.5, -2) },
  });
});

test("saving again replaces the folder and leaves nothing beside it", async () => {
  const folder = path.join(home, "again", "model");
  await writeModelFolder(folder, model);
  await writeModelFolder(folder, { ...model, arrays: { other: Int32Array.of(7) } });
  assert.deepEqual(Object.keys((await readModelFolder(folder)).arrays), ["other"]);
  assert.deepEqual(await readdir(path.dirname(folder)), ["model"]);
});

test("a folder with other files is not overwritten", async () => {
  await writeFile(path.join(home, "note.txt"), "mine");
  await assert.rejects(writeModelFolder(home, model), /requires a new folder or a model's, got/);
  assert.equal(await readFile(path.join(home, "note.txt"), "utf8"), "mine");
});

test("a changed byte, a missing file and another version are errors", async () => {
  const folder = path.join(home, "changed");
  await writeModelFolder(folder, model);
  await writeFile(path.join(folder, "sums.bin"), Float64Array.of(0.2));
  await assert.rejects(readModelFolder(folder), {
    name: "RangeError",
    message: /^load requires sums.bin as it was saved \(8 bytes, sha256 .*\), got 8 bytes/,
  });
  await rm(path.join(folder, "sums.bin"));
  await assert.rejects(readModelFolder(folder), /ENOENT/);
  const manifest = await readFile(path.join(folder, "model.json"), "utf8");
  await writeFile(
    path.join(folder, "model.json"),
    manifest.replace('"version": 1', '"version": 2'),
  );
  await assert.rejects(readModelFolder(folder), /version 1, got interestlab model version 2/);
  await assert.rejects(readModelFolder(home), /requires a model folder, got/);
});

test("a manifest can't point outside its folder", async () => {
  const folder = path.join(home, "outside");
  await writeModelFolder(folder, model);
  const manifest = await readFile(path.join(folder, "model.json"), "utf8");
  await writeFile(path.join(folder, "model.json"), manifest.replace('"sums"', '"../sums"'));
  await assert.rejects(readModelFolder(folder), /requires plain words as names, got \.\.\/sums/);
});
