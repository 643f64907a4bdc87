import assert from "node:assert/strict";
import { test } from "node:test";
import { withDuckDb } from "../../../lib/data";

test("a table is in order if its rows rise from the first to the last, whatever its size", async () => {
  await withDuckDb(async (engine) => {
    await engine.run('CREATE TABLE rising AS SELECT range AS "row" FROM range(300000)');
    await engine.run('CREATE TABLE falling AS SELECT * FROM rising ORDER BY "row" DESC');
    await engine.run('CREATE TABLE late AS SELECT * FROM rising UNION ALL SELECT 7 AS "row"');
    assert.equal(await engine.isInOrder("rising"), true);
    assert.equal(await engine.isInOrder("falling"), false);
    assert.equal(await engine.isInOrder("late"), false);
    await engine.run('CREATE TABLE nothing AS SELECT * FROM rising WHERE "row" < 0');
    assert.equal(await engine.isInOrder("nothing"), true);
  });
});

test("rows that are equal, NULLs too, have equal fingerprints, others don't", async () => {
  await withDuckDb(async (engine) => {
    const rows = "('a', 0.0), ('a', CAST('-0.0' AS DOUBLE)), ('a', NULL), ('a', NULL), (NULL, 0.0), ('b', 0.0)";
    const query = `SELECT ${engine.fingerprint(["x", "y"])} AS f FROM (VALUES ${rows}) AS t(x, y)`;
    const [zero, minus, none, again, ...others] = (await engine.rows(query)).map(({ f }) => f);
    assert.equal(zero, minus);
    assert.equal(none, again);
    assert.equal(new Set([zero, none, ...others]).size, 4);
  });
});
