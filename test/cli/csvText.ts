import assert from "node:assert/strict";
import { test } from "node:test";
import { csvText } from "../../lib/cli/csvText";

test("cells that would break the table are quoted", () => {
  assert.equal(
    csvText(
      ["a", "b"],
      [
        ['say "hi"', 1],
        ["x,y", 0.5],
      ],
    ),
    'a,b\n"say ""hi""",1\n"x,y",0.5\n',
  );
});
