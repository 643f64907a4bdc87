import assert from "node:assert/strict";
import { test } from "node:test";
import { cooccurrenceCoverage } from "../../lib/sparsity/cooccurrenceCoverage";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

test("of the three pairs of a, b and c only a-b was seen together", () => {
  const result = cooccurrenceCoverage(log("u a", "u b", "v c", "w b", "w a"));
  assert.equal(result.pairCount, 1);
  assert.equal(result.coverage, 1 / 3);
  assert.deepEqual([...result.partnerCount], [1, 1, 0]);
});

test("MovieLens small has as many pairs as SciPy's sparse product", () => {
  // scipy 1.17.1: C = M.T @ M; C.setdiag(0); C.eliminate_zeros(); C.nnz // 2; C.getnnz(axis=0)
  const result = cooccurrenceCoverage(movieLensSmall());
  assert.equal(result.pairCount, 10_987_079);
  assert.equal(result.possiblePairCount, 41_091_645);
  assert.equal(Math.max(...result.partnerCount), 8371);
  assert.equal(Math.min(...result.partnerCount), 19);
});
