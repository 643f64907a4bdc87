import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readInteractions } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-dst-"));
const HEAD = 'I,4,"www.shop.com","by hand"\nT,1,"VRoot",0,0,"VRoot"\nA,7,1,"Shoes, red","/shoes"\n';

test("each V line is a row of the last C line's user", async () => {
  const source = path.join(folder, "shop.data");
  writeFileSync(source, `${HEAD}C,"10",10\nV,7,1\nV,8,1\nC,"11",11\nV,7,1\n`);
  const { user, item } = (await readInteractions(source)).toColumns();
  assert.deepEqual([user, item], [["10", "10", "11"], ["7", "8", "7"]]);
});

test("a V line before any user is a bad row", async () => {
  const source = path.join(folder, "lost.data");
  writeFileSync(source, `${HEAD}V,7,1\nC,"11",11\nV,7,1\n`);
  await assert.rejects(readInteractions(source), /an item before any user at lost\.data:4/);
});
