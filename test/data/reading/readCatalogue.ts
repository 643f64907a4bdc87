import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readCatalogue, readSocialEdges, Vocabulary } from "../../../lib/data";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-catalogue-"));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

test("the embedded films have genres and titles; no genre listed means none", async () => {
  const films = await readCatalogue(path.join(process.cwd(), "data/ml-latest-small/movies.csv"));
  assert.equal(films.ids.size, 9125);
  assert.equal(films.ids.noun, "item");
  assert.deepEqual(films.categoriesOf("2"), ["Adventure", "Children", "Fantasy"]);
  assert.equal(films.textOf("11", "title"), "American President, The (1995)");
  assert.equal(new Set(films.categories.flat()).size, 19);
  // zcat-free check: grep -c "(no genres listed)" data/ml-latest-small/movies.csv -> 18
  assert.equal(films.categories.filter((genres) => genres.length === 0).length, 18);
  assert.deepEqual(films.categoriesOf("no such film"), []);
});

test("u.item takes its flags' names from u.genre, and u.user's age is a number", async () => {
  file("u.genre", "unknown|0\nAction|1\nDrama|2\n\n");
  // Latin-1, as in the original file: 0xe9 is e acute.
  const items = file("u.item", Buffer.from("1|Caf\xe9|01-Jan-1995||url|0|1|1\n2|B|||u|1|0|0\n", "latin1"));
  const films = await readCatalogue(items);
  assert.deepEqual(films.categories, [["Action", "Drama"], []]);
  assert.equal(films.textOf("1", "title"), "Café");
  const users = await readCatalogue(file("u.user", "1|24|M|technician|85711\n2|53|F|other|9\n"));
  assert.equal(users.ids.noun, "user");
  assert.deepEqual([...users.numbers.age], [24, 53]);
  assert.deepEqual(users.texts.occupation, ["technician", "other"]);
});

test("any other catalogue with bytes that are no UTF-8 is an error with its line", async () => {
  const goods = file("latin.csv", Buffer.from("item,title\n1,Tea\n2,Caf\xe9\n", "latin1"));
  await assert.rejects(readCatalogue(goods), {
    name: "RangeError",
    message: /^readCatalogue requires rows that can be read, got .*no UTF-8.*encoding.*latin\.csv:3/,
  });
  const read = await readCatalogue(goods, { encoding: "windows-1252" });
  assert.equal(read.textOf("2", "title"), "Café");
});

test("RecBole's typed names are understood, lists between spaces", async () => {
  const items = await readCatalogue(
    file("a.item", "item_id:token\tgenre:token_seq\tprice:float\n7\tA B\t1.5\n8\t\t\n"),
  );
  assert.deepEqual(items.categories, [["A", "B"], []]);
  assert.deepEqual([...items.numbers.price], [1.5, NaN]);
});

test("columns can be named, and one that isn't there is an error that lists those found", async () => {
  const source = file("goods.csv", "code,kinds,red,blue\nx,a;b,1,0\ny,c,1,1\n");
  const list = await readCatalogue(source, { id: "code", categories: "kinds", separator: ";" });
  assert.deepEqual(list.categories, [["a", "b"], ["c"]]);
  const flags = await readCatalogue(source, { id: "code", categories: ["red", "blue"] });
  assert.deepEqual(flags.categories, [["red"], ["red", "blue"]]);
  assert.deepEqual(flags.toColumns().item, ["x", "y"]);
  await assert.rejects(readCatalogue(source, { id: "code", categories: "genres" }), {
    message: `readCatalogue requires column "genres" in ${source}, got columns code, kinds, red, blue`,
  });
  await assert.rejects(readCatalogue(source), /requires a column of ids in .*goods\.csv, got columns/);
});

test("an id that stands twice or is missing is named by its line", async () => {
  await assert.rejects(readCatalogue(file("a.csv", "item,title\n1,a\n1,b\n")), {
    message: 'readCatalogue requires each item once, got "1" again at a.csv:3',
  });
  await assert.rejects(readCatalogue(file("b.csv", "item,title\n1,a\n,b\n")), {
    message: "readCatalogue requires an id in every row, got none at b.csv:3",
  });
});

test("social edges join two users of one vocabulary, as written", async () => {
  const source = file("trusts.txt", "2\t275\n275\t2\n2\t515\n");
  const edges = await readSocialEdges(source);
  assert.deepEqual(edges.users.ids, ["2", "275", "515"]);
  assert.deepEqual([...edges.from], [0, 1, 0]);
  assert.deepEqual([...edges.to], [1, 0, 2]);
  const among = await readSocialEdges(source, {}, new Vocabulary(["275", "2"], "user"));
  assert.deepEqual([...among.from], [1, 0]);
});
