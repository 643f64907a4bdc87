import assert from "node:assert/strict";
import { test } from "node:test";
import { parametersCell } from "../../lib/reports/parametersCell";

test("parameters become typed constants, strings quoted", () => {
  assert.equal(
    parametersCell({ QUICK: true, SEED: 7, DATA: 'a "b".csv' }),
    'const QUICK: boolean = true;\nconst SEED: number = 7;\nconst DATA: string = "a \\"b\\".csv";',
  );
});

test("a name that could be code is refused", () => {
  assert.throws(() => parametersCell({ "X = 1; run()": 1 }), {
    name: "RangeError",
    message: "parametersCell requires UPPER_CASE names, got X = 1; run()",
  });
});

test("a number that JSON can't hold is refused by name", () => {
  assert.throws(() => parametersCell({ RATE: NaN }), {
    message: "parametersCell requires finite numbers, got NaN for RATE",
  });
});
