import assert from "node:assert/strict";
import { test } from "node:test";
import { crossEntropyNats } from "../../../lib/metrics/distributions/crossEntropyNats";
import { klDivergence } from "../../../lib/metrics/distributions/klDivergence";
import { rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("cross-entropy of p with itself is the entropy of p, by scipy", () => {
  const { p } = distributionOracle();
  assertEqualsColumn(crossEntropyNats(p, p), "entropy_p_nats");
});

test("cross-entropy less entropy is the KL divergence", () => {
  const { p, q } = distributionOracle();
  const own = crossEntropyNats(p, p);
  const nats = klDivergence(p, q);
  crossEntropyNats(p, q).forEach((value, row) => {
    assert.ok(Math.abs(value - own[row] - nats[row]) < 1e-9);
  });
});

test("zeros of p cost nothing, a zero of q where p has mass costs Infinity", () => {
  assert.deepEqual([...crossEntropyNats(rows([0, 1]), rows([0.5, 0.5]))], [Math.LN2]);
  assert.deepEqual([...crossEntropyNats(rows([0.5, 0.5]), rows([0, 1]))], [Infinity]);
});
