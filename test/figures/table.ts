import assert from "node:assert/strict";
import { test } from "node:test";
import { tableHtml, tableOf, tableText } from "../../lib/figures/table";

test("columns, records, a dataframe and anything with toColumns make the same table", () => {
  const expected = tableOf({ film: ["A", "B"], count: [1200, 3] }, 10);
  const records = [
    { film: "A", count: 1200 },
    { film: "B", count: 3 },
  ];
  const frame = { columns: ["film", "count"], values: records.map((row) => Object.values(row)) };
  const log = { toColumns: () => ({ film: ["A", "B"], count: Float64Array.of(1200, 3) }) };
  for (const source of [records, frame, log]) assert.deepEqual(tableOf(source, 10), expected);
});

test("numbers stand right with thousands separators, text left, missing values as a dash", () => {
  const table = tableOf({ film: ["Heat", null], count: [12345, NaN] }, 10);
  assert.equal(tableText(table), "film   count\nHeat  12,345\n–          –");
  assert.match(tableHtml(table), /<td style="text-align: right">12,345<\/td>/);
});

test("rows past the limit are counted, not shown", () => {
  const table = tableOf({ n: Array.from({ length: 1500 }, (_, n) => n) }, 2);
  assert.equal(table.rows.length, 2);
  assert.match(tableText(table), /1,498 more of 1,500 rows$/);
});

test("markup in a cell is shown, not run", () => {
  assert.match(tableHtml(tableOf({ t: ["<script>"] }, 1)), /&lt;script&gt;/);
});

test("columns of different lengths are an error", () => {
  assert.throws(() => tableOf({ a: [1], b: [1, 2] }, 1), {
    message: "show requires columns of one length, got 1, 2",
  });
});

test("time stamps are written as dates", () => {
  const table = tableOf({ timestampMs: [1476640644000, NaN] }, 2);
  assert.deepEqual(table.rows, [["2016-10-16 17:57:24"], ["–"]]);
});
