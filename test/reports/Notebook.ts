import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type Cell, joinText, readNotebook, storedValues } from "../../lib/reports/Notebook";

function storing(name: string, value: unknown): Cell {
  const data = { "application/x-interestlab+json": { name, value } };
  return {
    cell_type: "code",
    source: "",
    metadata: {},
    outputs: [{ output_type: "display_data", data }],
  };
}

test("stored values are read by name, the last of a name", () => {
  const cells = [storing("gini", 0.5), storing("users", 671), storing("gini", 0.6)];
  assert.deepEqual(storedValues({ cells }), { gini: 0.6, users: 671 });
});

test("text may be a list of lines", () => {
  assert.equal(joinText(["a\n", "b"]), "a\nb");
  assert.equal(joinText("a"), "a");
});

test("a file that is no notebook is an error that names it", (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "notebook-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "x.ipynb");
  writeFileSync(file, '{"worksheets": []}');
  assert.throws(() => readNotebook(file), {
    name: "RangeError",
    message: `readNotebook requires nbformat 4 (a list of cells), got ${file}`,
  });
});
