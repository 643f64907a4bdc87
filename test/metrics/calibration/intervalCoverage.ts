import assert from "node:assert/strict";
import { test } from "node:test";
import { intervalCoverage, intervalWidth } from "../../../lib/metrics/calibration/intervalCoverage";
import { rows } from "../../support/distributions";

const intervals = { lower: rows([0.1, 0.5], [0, 0]), upper: rows([0.4, 0.8], [0.5, 0.25]) };

test("bounds belong to the interval", () => {
  const truth = rows([0.4, 0.6], [0.75, 0.25]);
  assert.deepEqual([...intervalCoverage(intervals, truth)], [1, 0.5]);
});

test("widths are means over interests", () => {
  const [first, second] = intervalWidth(intervals);
  assert.ok(Math.abs(first - 0.3) < 1e-12);
  assert.equal(second, 0.375);
});

test("shapes that disagree are an error", () => {
  assert.throws(() => intervalCoverage(intervals, rows([1, 0])), {
    message: "intervalCoverage requires one shape, got [2, 2] and [1, 2]",
  });
});
