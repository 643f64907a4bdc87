import assert from "node:assert/strict";
import { test } from "node:test";
import { measureText, numberText, percentText } from "../../lib/figures/numberText";

test("numbers are written for people", () => {
  const spelled = [1234567, 0.123456, 1234.5678, 1e-7, NaN, -Infinity].map((n) => numberText(n));
  assert.deepEqual(spelled, ["1,234,567", "0.1235", "1,235", "1.000e-7", "–", "−∞"]);
});

test("percentages below ten have a decimal", () => {
  assert.deepEqual([0, 0.042, 0.4213, 0.9996, 1].map(percentText), [
    "0%",
    "4.2%",
    "42%",
    "99.96%",
    "100%",
  ]);
});

test("a measure keeps its zeros", () => {
  assert.equal(measureText(0.29), "0.290");
});
