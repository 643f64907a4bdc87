import assert from "node:assert/strict";
import { test } from "node:test";
import { sparsityReport } from "../../lib/sparsity/sparsityReport";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

test("the report of MovieLens small survives JSON unchanged", () => {
  const report = sparsityReport(movieLensSmall(), { seed: 3, bootstrapCount: 10 });
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  assert.equal(report.density.pairCount, 100_004);
  assert.equal(report.users.powerLaw?.xMin, 187);
  assert.equal(report.components.count, 1);
  assert.equal(report.cooccurrence.coverage, 10_987_079 / 41_091_645);
});

test("a log without values and of equal counts leaves out what it can't tell", () => {
  const report = sparsityReport(log("u a", "v b", "w c"));
  assert.equal(report.users.powerLaw, null);
  assert.equal(report.valuesByExposure, null);
  assert.equal(report.components.count, 3);
});

test("an empty log is refused", () => {
  assert.throws(() => sparsityReport(log()), {
    name: "RangeError",
    message: "sparsityReport requires interactions, got an empty log",
  });
});
