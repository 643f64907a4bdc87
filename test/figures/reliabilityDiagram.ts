import assert from "node:assert/strict";
import { test } from "node:test";
import { reliabilityDiagram } from "../../lib/figures/reliabilityDiagram";
import { denseMatrix } from "../../lib/matrices";
import { expectedCalibrationError } from "../../lib/metrics/calibration/expectedCalibrationError";
import { reliabilityCurve } from "../../lib/metrics/calibration/reliabilityCurve";

const BINS = [
  { confidence: 0.4, observed: 0.3, weight: 100 },
  { confidence: 0.6, observed: 0.4, weight: 25 },
];

test("bins are drawn as told, beside the diagonal, areas in proportion to weights", () => {
  const { data, layout } = reliabilityDiagram(BINS);
  const [diagonal, curve] = data;
  assert.deepEqual([diagonal.x, diagonal.y], [[0, 1], [0, 1]]);
  assert.deepEqual(curve.x, [0.4, 0.6]);
  assert.deepEqual(curve.y, [0.3, 0.4]);
  const { size } = curve.marker as { size: number[] };
  assert.deepEqual(size, [24, 12]);
  assert.match(layout.title.text, /n = 125 outcomes in 2 bins/);
});

test("the title has the calibration error and which way it goes", () => {
  // By hand: (100 x 0.1 + 25 x 0.2) / 125 = 0.12.
  const titleOf = (bins: typeof BINS): string =>
    reliabilityDiagram(bins).layout.title.text.replaceAll("<br>", " ");
  assert.match(titleOf(BINS), /less often than told: overconfident \(calibration error 0\.120\)/);
  const under = BINS.map(({ confidence, observed, weight }) => ({
    confidence: observed,
    observed: confidence,
    weight,
  }));
  assert.match(titleOf(under), /more often than told: underconfident/);
  const both = [
    { confidence: 0.3, observed: 0.1, weight: 10 },
    { confidence: 0.7, observed: 0.9, weight: 10 },
  ];
  assert.match(titleOf(both), /about as often as told on average \(calibration error 0\.200\)/);
});

test("the title's error is the expected calibration error of the same forecasts", () => {
  const forecasts = denseMatrix(Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0.625, 0.375), 4, 2);
  const outcomes = Int32Array.of(0, 1, 1, 1);
  const error = expectedCalibrationError(forecasts, outcomes, { binCount: 5 });
  const { layout } = reliabilityDiagram(reliabilityCurve(forecasts, outcomes, { binCount: 5 }));
  assert.ok(error > 0.1);
  assert.ok(layout.title.text.includes(error.toPrecision(3)), layout.title.text);
});

test("an error within chance claims no direction", () => {
  const titleOf = (chanceError: number): string =>
    reliabilityDiagram(BINS, { chanceError }).layout.title.text.replaceAll("<br>", " ");
  assert.match(titleOf(0.13), /came as often as told, within chance \(calibration error 0\.120\)/);
  assert.match(titleOf(0.11), /overconfident/);
});

test("a caller's names and title win", () => {
  const { data, layout } = reliabilityDiagram(BINS, {
    title: "Overconfident",
    forecaster: "EASE",
    event: "jazz",
  });
  assert.equal(data[1].name, "EASE");
  assert.match(layout.title.text, /^Overconfident/);
  assert.equal(layout.xaxis?.title?.text, "forecast probability of jazz");
});

test("no bins, or a bin that is none, are errors", () => {
  assert.throws(() => reliabilityDiagram([]), {
    name: "RangeError",
    message: "reliabilityDiagram requires bins, got none",
  });
  assert.throws(() => reliabilityDiagram([{ confidence: 1.2, observed: 0, weight: 1 }]), {
    message:
      "reliabilityDiagram requires shares in [0, 1] and weights above 0, got 1.2, 0 and 1 in bin 0",
  });
  assert.throws(() => reliabilityDiagram([{ ...BINS[0], weight: NaN }]), /weights above 0/);
});

test("titles and labels are Chinese where asked", () => {
  const { data, layout } = reliabilityDiagram(BINS, { language: "zh" });
  const title = layout.title.text.replaceAll("<br>", "");
  assert.match(title, /预报为可能的事件发生得比预报少：过于自信（校准误差 0\.120）/);
  assert.deepEqual(data.map(({ name }) => name), ["完全校准", "预报"]);
  assert.equal(layout.xaxis?.title?.text, "最可能的兴趣的预报概率");
});
