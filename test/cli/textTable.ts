import assert from "node:assert/strict";
import { test } from "node:test";
import { textTable } from "../../lib/cli/textTable";

test("numbers stand to the right, text to the left, under a ruled header", () => {
  assert.equal(
    textTable({ rule: ["a", "longer"], rows: [5, 12345] }),
    "rule     rows\n------  -----\na           5\nlonger  12345",
  );
});
