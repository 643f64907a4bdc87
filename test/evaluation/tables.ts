import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonText, rowsToColumns, writeTable } from "../../lib/evaluation/tables";

const columns = { model: ["A|B", 'C_"d", e'], value: [0.123456, NaN] };

test("Markdown has four digits and escaped bars", () => {
  assert.equal(
    writeTable(columns, "markdown"),
    '| model | value |\n| --- | ---: |\n| A\\|B | 0.1235 |\n| C_"d", e |  |\n',
  );
});

test("LaTeX escapes what it gives a meaning to", () => {
  const text = writeTable(columns, "latex");
  assert.match(text, /\\begin\{tabular\}\{lr\}/);
  assert.match(text, /C\\_"d", e &/);
  const cell = writeTable({ "a^b": ["50 % of ~x\\y {#1} & <2>"] }, "latex");
  assert.ok(cell.includes(String.raw`a\textasciicircum{}b \\`));
  assert.ok(
    cell.includes(
      String.raw`50 \% of \textasciitilde{}x\textbackslash{}y \{\#1\} \& \textless{}2\textgreater{} \\`,
    ),
  );
});

test("CSV has all digits and doubled quotes", () => {
  assert.equal(writeTable(columns, "csv"), 'model,value\nA|B,0.123456\n"C_""d"", e",\n');
});

test("JSON has a row an object, NaN as null and Infinity as text", () => {
  const rows = JSON.parse(writeTable(columns, "json")) as unknown;
  assert.deepEqual(rows, [
    { model: "A|B", value: 0.123456 },
    { model: 'C_"d", e', value: null },
  ]);
  assert.equal(JSON.parse(jsonText(Infinity)), "Infinity");
});

test("rows become columns", () => {
  assert.deepEqual(rowsToColumns([{ a: 1 }, { a: 2 }]), { a: [1, 2] });
});

test("columns of unequal length are an error", () => {
  assert.throws(() => writeTable({ a: [1], b: [] }, "csv"), {
    message: "writeTable requires columns of one length, got 0 in b and 1 in a",
  });
});
