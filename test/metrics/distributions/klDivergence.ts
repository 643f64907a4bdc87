import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { klDivergence } from "../../../lib/metrics/distributions/klDivergence";
import { smooth } from "../../../lib/metrics/distributions/smooth";
import { anyDistribution, rows } from "../../support/distributions";
import { assertEqualsColumn, distributionOracle } from "../../support/distributionOracle";

test("both directions equal scipy.stats.entropy on the oracle pairs", () => {
  const { p, q } = distributionOracle();
  assertEqualsColumn(klDivergence(p, q), "kl_pq_nats");
  assertEqualsColumn(klDivergence(q, p), "kl_qp_nats");
});

test("from u(t) = (0.2, 0.3, 0.5) to u(t+1) = (0.1, 0.4, 0.5) it is 0.0523 nats", () => {
  const [nats] = klDivergence(rows([0.2, 0.3, 0.5]), rows([0.1, 0.4, 0.5]));
  assert.equal(nats.toFixed(4), "0.0523");
});

test("zeros of p cost nothing, a zero of q where p has mass costs Infinity until smoothed", () => {
  assert.deepEqual([...klDivergence(rows([0, 1]), rows([0.5, 0.5]))], [Math.LN2]);
  assert.deepEqual([...klDivergence(rows([0.5, 0.5]), rows([0, 1]))], [Infinity]);
  const [smoothed] = klDivergence(rows([0.5, 0.5]), smooth(rows([0, 1]), 0.02));
  // scipy.stats.entropy([.5, .5], [.01, .99]) -> 1.614463080360851
  assert.ok(Math.abs(smoothed - 1.614463080360851) < 1e-12);
});

test("it is 0 for equal distributions and never negative", () => {
  fc.assert(
    fc.property(anyDistribution(5), anyDistribution(5), (p, q) => {
      assert.equal(klDivergence(p, p)[0], 0);
      assert.ok(klDivergence(p, q)[0] >= -1e-12);
    }),
  );
});
