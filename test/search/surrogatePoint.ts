import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSearchSpace } from "../../lib/search/SearchSpace";
import { categoricalOf, surrogatePointOf } from "../../lib/search/surrogatePoint";

const space = parseSearchSpace({
  kind: { type: "categorical", choices: ["flat", "deep"] },
  layers: { type: "int", low: 1, high: 2, when: { parameter: "kind", is: ["deep"] } },
  cell: { type: "categorical", choices: ["gru"], when: { parameter: "kind", is: ["deep"] } },
});

test("inactive parameters are masked by the middle, or a choice of its own", () => {
  assert.deepEqual([...surrogatePointOf(space, { kind: "flat" })], [0, 0.5, -1]);
  const deep = { kind: "deep", layers: 2, cell: "gru" };
  assert.deepEqual([...surrogatePointOf(space, deep)], [1, 0.75, 0]);
  assert.deepEqual(categoricalOf(space), [true, false, true]);
});
