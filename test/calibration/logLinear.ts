import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dirichletCalibration,
  isotonicCalibration,
  temperatureScaling,
  vectorScaling,
} from "../../lib/calibration";
import { denseMatrix, matrixRow } from "../../lib/matrices";
import { EIGHT_EVENTS, meanLogLoss, overconfidentEvents } from "../support/calibrationEvents";

const { probabilities, outcomes } = EIGHT_EVENTS;

test("the temperature equals the one SciPy's bounded minimiser finds", () => {
  // SciPy 1.17.1: minimize_scalar(nll, bounds=(.1, 10), method="bounded") -> T .9431403, .7654704
  const calibrator = temperatureScaling(probabilities, outcomes);
  assert.ok(Math.abs((calibrator.parameters.temperature as number) - 0.9431403) < 1e-5);
  const loss = meanLogLoss(calibrator.apply(probabilities), outcomes);
  assert.ok(Math.abs(loss - 0.7654704) < 1e-6);
});

test("vector scaling reaches the log loss and the weights that SciPy's BFGS does", () => {
  // SciPy 1.17.1: minimize(nll(diag(w), b)) -> .6979556, w (.62266635, 2.39465869, 1.21116745)
  const calibrator = vectorScaling(probabilities, outcomes);
  const loss = meanLogLoss(calibrator.apply(probabilities), outcomes);
  assert.ok(Math.abs(loss - 0.6979556) < 1e-6);
  const weights = calibrator.parameters.weights as number[];
  [0.62266635, 2.39465869, 1.21116745].forEach((w, k) =>
    assert.ok(Math.abs(weights[k] - w) < 1e-4),
  );
});

test("Dirichlet calibration reaches the penalised loss that SciPy's BFGS does", () => {
  // SciPy 1.17.1: minimize(nll + .1 mean(off-diagonal^2) + .1 mean(b^2)) -> .65283568
  const calibrator = dirichletCalibration(probabilities, outcomes, {
    offDiagonalPenalty: 0.1,
    interceptPenalty: 0.1,
  });
  const meanSquare = (x: number[]): number => x.reduce((sum, v) => sum + v * v, 0) / x.length;
  const weights = calibrator.parameters.weights as number[];
  const objective =
    meanLogLoss(calibrator.apply(probabilities), outcomes) +
    0.1 * meanSquare(weights.filter((_, i) => i % 4 !== 0)) +
    0.1 * meanSquare(calibrator.parameters.intercepts as number[]);
  assert.ok(Math.abs(objective - 0.65283568) < 1e-6);
});

test("forecasts sharpened by an exponent of 2 are given back a temperature of 2", () => {
  const events = overconfidentEvents(20_000, 2);
  const calibrator = temperatureScaling(events.probabilities, events.outcomes);
  assert.ok(Math.abs((calibrator.parameters.temperature as number) - 2) < 0.06);
});

test("every calibrator lowers the log loss of fresh overconfident events and keeps rows summing to 1", () => {
  const events = overconfidentEvents(8000, 2);
  const half = (matrix: typeof probabilities, part: 0 | 1): typeof probabilities =>
    denseMatrix(matrix.values.slice(part * 12_000, (part + 1) * 12_000), 4000, 3);
  for (const fit of [
    temperatureScaling,
    vectorScaling,
    dirichletCalibration,
    isotonicCalibration,
  ]) {
    const calibrator = fit(half(events.probabilities, 0), half(events.outcomes, 0));
    const before = half(events.probabilities, 1);
    const after = calibrator.apply(before);
    const happened = half(events.outcomes, 1);
    assert.ok(meanLogLoss(after, happened) < meanLogLoss(before, happened), calibrator.method);
    const sum = matrixRow(after, 5).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - 1) < 1e-5, calibrator.method);
  }
});

test("no events, and shapes that disagree, are errors", () => {
  const none = denseMatrix(new Float32Array(0), 0, 3);
  assert.throws(() => temperatureScaling(none, none), {
    message: "temperatureScaling requires events, got none",
  });
  const narrow = denseMatrix(new Float32Array(16), 8, 2);
  assert.throws(() => vectorScaling(probabilities, narrow), {
    message: "vectorScaling requires outcomes of shape [8, 3], got [8, 2]",
  });
});
