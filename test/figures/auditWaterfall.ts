import assert from "node:assert/strict";
import { test } from "node:test";
import { auditWaterfall } from "../../lib/figures/auditWaterfall";

test("kept rows fall rule by rule to the rows that are left", () => {
  const steps = [
    { rule: "missing value", dropped: 10 },
    { rule: "duplicate", dropped: 5 },
  ];
  const { data, layout } = auditWaterfall({ rowsIn: 100, steps });
  assert.deepEqual(data[0].y, ["rows read", "missing value", "duplicate", "rows kept"]);
  assert.deepEqual(data[0].x, [100, 90, 85, 85]);
  assert.deepEqual(data[1].x, [0, 10, 5, 0]);
  assert.match(layout.title.text, /85 of 100 rows \(85%\)/);
});

test("dropping more rows than were read is an error", () => {
  assert.throws(() => auditWaterfall({ rowsIn: 1, steps: [{ rule: "all", dropped: 2 }] }), {
    message: "auditWaterfall requires at most 1 dropped rows, got 2",
  });
});
