import assert from "node:assert/strict";
import { test } from "node:test";
import { kolmogorovSmirnov } from "../../lib/probability/kolmogorovSmirnov";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { samplePoisson } from "../../lib/probability/samplePoisson";
import { fitPowerLaw } from "../../lib/sparsity/powerLaw";
import { powerLawPValue, samplePowerLaw } from "../../lib/sparsity/powerLawPValue";

const TEST = { seed: 1, bootstrapCount: 40 };

test("p-values of samples drawn from a power law are uniform", () => {
  const pValues = Array.from({ length: 30 }, (_, seed) => {
    const random = new RandomGenerator(seed);
    const drawn = Array.from({ length: 200 }, () => samplePowerLaw(random, 2.2, 2));
    return powerLawPValue(drawn, fitPowerLaw(drawn), { seed, bootstrapCount: 30 });
  });
  const { pValue } = kolmogorovSmirnov(pValues, (p) => p);
  assert.ok(pValue > 0.01, `p ${pValue}`);
});

test("Poisson counts are ruled out", () => {
  const random = new RandomGenerator(8);
  const poisson = Array.from({ length: 800 }, () => samplePoisson(random, 30));
  assert.ok(powerLawPValue(poisson, fitPowerLaw(poisson, { xMin: 15 }), TEST) < 0.1);
});

test("the same seed gives the same p-value", () => {
  const counts = Array.from({ length: 200 }, (_, i) => 1 + (i % 17));
  const fit = fitPowerLaw(counts);
  assert.equal(powerLawPValue(counts, fit, TEST), powerLawPValue(counts, fit, TEST));
});

test("a test without samples is refused", () => {
  assert.throws(() => powerLawPValue([1, 2], fitPowerLaw([1, 2]), { seed: 1, bootstrapCount: 0 }), {
    name: "RangeError",
    message: "powerLawPValue requires a bootstrapCount above 0, got 0",
  });
});
