import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { notebooksIn, readNotebook } from "../../lib/reports";
import { checkCells } from "../support/checkCells";

const FOLDERS = ["notebooks", "test/fixtures/notebooks"].filter((folder) => existsSync(folder));

for (const file of FOLDERS.flatMap(notebooksIn)) {
  const stem = path.basename(file, ".ipynb");
  test(`the cells of ${stem} keep to strict types`, () => {
    assert.deepEqual(checkCells(stem, readNotebook(file)), []);
  });
}

test("a type error is told by notebook, cell and line", () => {
  const cell = (source: string) => ({ cell_type: "code" as const, source, metadata: {} });
  const cells = [
    cell('import { lorenzCurve } from "interestlab";'),
    cell('const counts = ["1"];\nlorenzCurve(counts);'),
  ];
  const errors = checkCells("wrong", { cells });
  assert.equal(errors.length, 1);
  assert.match(errors[0], /^wrong, code cell 2, line 2: Argument of type 'string\[\]'/);
});
