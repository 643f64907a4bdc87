import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { ChoiceEvidence, choiceModel } from "../../../lib/models/bayesian/ChoiceEvidence";

// Item 0 is of interest 0, item 1 of interests 0 and 2, item 2 of 1; interest 3 leaves no trace.
const chances = SparseMatrix.fromEntries([3, 4], [0, 1, 1, 2], [0, 0, 2, 1], [0.75, 0.25, 1, 1]);
const likelihood = { chances, visibility: Float64Array.of(1, 0.5, 0.25, 0) };
const season = Float64Array.of(0, 0, 0, 0.3, -0.2, 0.1);
const model = choiceModel(likelihood, season);
const evidence = new ChoiceEvidence(model, {
  items: [0, 1, 2],
  periods: [0, 1, 1],
  weights: [2, 1.5, 1],
});
const at = (logits: Float64Array): number => evidence.logLikelihood(logits, logits.map(Math.exp));
const logits = Float64Array.of(0.4, -0.3, 0.9);

test("the log-likelihood by hand", () => {
  const theta = logits.map(Math.exp);
  const seen = (s: number[]): number =>
    theta[0] * Math.exp(s[0]) + 0.5 * theta[1] * Math.exp(s[1]) + 0.25 * theta[2] * Math.exp(s[2]);
  const mixed = 0.25 * theta[0] * Math.exp(0.3) + 0.25 * theta[2] * Math.exp(0.1);
  const expected =
    2 * Math.log((0.75 * theta[0]) / seen([0, 0, 0])) +
    1.5 * Math.log(mixed / seen([0.3, -0.2, 0.1])) +
    Math.log((0.5 * theta[1] * Math.exp(-0.2)) / seen([0.3, -0.2, 0.1]));
  // Items of one interest leave out what doesn't depend on the logits.
  const left = 2 * Math.log(0.75) + Math.log(0.5) - 0.2;
  assert.ok(Math.abs(at(logits) - (expected - left)) < 1e-6);
});

test("gradient and information equal finite differences", () => {
  const D = 3;
  const derivatives = {
    gradient: new Float64Array(D),
    information: new Float64Array(D * D),
    completeInformation: new Float64Array(D * D),
  };
  const gradientAt = (point: Float64Array): Float64Array => {
    evidence.derive(point.map(Math.exp), derivatives);
    return derivatives.gradient.slice();
  };
  const moved = (d: number, by: number): Float64Array =>
    logits.map((x, i) => (i === d ? x + by : x));
  for (let d = 0; d < D; d++) {
    const slope = (at(moved(d, 1e-5)) - at(moved(d, -1e-5))) / 2e-5;
    assert.ok(Math.abs(gradientAt(logits)[d] - slope) < 1e-7);
    const high = gradientAt(moved(d, 1e-5));
    const low = gradientAt(moved(d, -1e-5));
    gradientAt(logits);
    for (let e = 0; e < D; e++) {
      const bend = -(high[e] - low[e]) / 2e-5;
      assert.ok(Math.abs(derivatives.information[d * D + e] - bend) < 1e-7);
    }
  }
});

test("an item of no interest, or no visible one, tells nothing", () => {
  const none = new ChoiceEvidence(
    choiceModel({ ...likelihood, chances: SparseMatrix.fromEntries([1, 4], [], []) }),
    { items: [0], periods: [0], weights: [1] },
  );
  assert.equal(none.rowCount, 0);
  assert.equal(none.logLikelihood(logits, logits.map(Math.exp)), 0);
});
