import assert from "node:assert/strict";
import { test } from "node:test";
import { AliasTable } from "../../lib/probability/AliasTable";
import { betaCdf } from "../../lib/probability/incompleteBeta";
import { gammaCdf } from "../../lib/probability/incompleteGamma";
import { kolmogorovSmirnov } from "../../lib/probability/kolmogorovSmirnov";
import { normalCdf } from "../../lib/probability/normalCdf";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { sampleBeta } from "../../lib/probability/sampleBeta";
import { sampleBinomial } from "../../lib/probability/sampleBinomial";
import { sampleCategorical } from "../../lib/probability/sampleCategorical";
import { sampleDirichlet } from "../../lib/probability/sampleDirichlet";
import { sampleExponential } from "../../lib/probability/sampleExponential";
import { sampleGamma, sampleLogGamma } from "../../lib/probability/sampleGamma";
import { sampleLogisticNormal } from "../../lib/probability/sampleLogisticNormal";
import { sampleMultinomial } from "../../lib/probability/sampleMultinomial";
import { sampleNormal } from "../../lib/probability/sampleNormal";
import { samplePoisson } from "../../lib/probability/samplePoisson";
import { permutation } from "../../lib/probability/shuffle";
import { zipfWeights } from "../../lib/probability/zipfWeights";

const DRAWS = 20_000;

/** Draws with seed 11. */
function draw(sampler: (random: RandomGenerator) => number): number[] {
  const random = new RandomGenerator(11);
  return Array.from({ length: DRAWS }, () => sampler(random));
}

type Continuous = [
  name: string,
  sampler: (random: RandomGenerator) => number,
  cdf: (x: number) => number,
];

// The distribution functions themselves are checked against SciPy in their own tests.
const continuous: Continuous[] = [
  ["normal(2, 3)", (r) => sampleNormal(r, 2, 3), (x) => normalCdf((x - 2) / 3)],
  ["exponential(4)", (r) => sampleExponential(r, 4), (x) => 1 - Math.exp(-4 * x)],
  ["gamma(0.3)", (r) => sampleGamma(r, 0.3), (x) => gammaCdf(0.3, x)],
  ["gamma(1)", (r) => sampleGamma(r, 1), (x) => gammaCdf(1, x)],
  ["gamma(7.5, scale 2)", (r) => sampleGamma(r, 7.5, 2), (x) => gammaCdf(7.5, x / 2)],
  ["log gamma(0.02)", (r) => sampleLogGamma(r, 0.02), (x) => gammaCdf(0.02, Math.exp(x))],
  ["beta(0.5, 0.5)", (r) => sampleBeta(r, 0.5, 0.5), (x) => betaCdf(x, 0.5, 0.5)],
  ["beta(2, 9)", (r) => sampleBeta(r, 2, 9), (x) => betaCdf(x, 2, 9)],
  [
    "the first share of Dirichlet(0.4, 1, 3)",
    (r) => sampleDirichlet(r, [0.4, 1, 3])[0],
    (x) => betaCdf(x, 0.4, 4),
  ],
];
for (const [name, sampler, cdf] of continuous) {
  test(`draws of ${name} follow its distribution function`, () => {
    const { pValue } = kolmogorovSmirnov(draw(sampler), cdf);
    assert.ok(pValue > 0.001, `p ${pValue}`);
  });
}

type Moments = [
  name: string,
  sampler: (random: RandomGenerator) => number,
  mean: number,
  variance: number,
  kurtosis: number,
];

// scipy 1.17.1: scipy.stats.D(...).stats("mvk"): mean, variance, excess kurtosis
const discrete: Moments[] = [
  ["Poisson(0.7)", (r) => samplePoisson(r, 0.7), 0.7, 0.7, 1 / 0.7],
  ["Poisson(9.9)", (r) => samplePoisson(r, 9.9), 9.9, 9.9, 1 / 9.9],
  ["Poisson(10)", (r) => samplePoisson(r, 10), 10, 10, 0.1],
  ["Poisson(350)", (r) => samplePoisson(r, 350), 350, 350, 1 / 350],
  ["binomial(12, 0.3)", (r) => sampleBinomial(r, 12, 0.3), 3.6, 2.52, -0.1032],
  ["binomial(1000, 0.02)", (r) => sampleBinomial(r, 1000, 0.02), 20, 19.6, 0.045],
  ["binomial(5000, 0.6)", (r) => sampleBinomial(r, 5000, 0.6), 3000, 1200, -0.0004],
];
for (const [name, sampler, mean, variance, kurtosis] of discrete) {
  test(`draws of ${name} have scipy's mean and variance`, () => {
    const values = draw(sampler);
    const sampleMean = values.reduce((sum, x) => sum + x, 0) / DRAWS;
    const sampleVariance = values.reduce((sum, x) => sum + (x - sampleMean) ** 2, 0) / DRAWS;
    // Four standard errors each.
    assert.ok(Math.abs(sampleMean - mean) < 4 * Math.sqrt(variance / DRAWS), `mean ${sampleMean}`);
    const spread = variance * Math.sqrt((kurtosis + 2) / DRAWS);
    assert.ok(Math.abs(sampleVariance - variance) < 4 * spread, `variance ${sampleVariance}`);
  });
}

/** Pearson's statistic of counts against weights that sum to 1. */
function chiSquare(counts: ArrayLike<number>, weights: readonly number[], total: number): number {
  return weights.reduce(
    (sum, weight, i) =>
      weight === 0 ? sum : sum + (counts[i] - total * weight) ** 2 / (total * weight),
    0,
  );
}

const WEIGHTS = [0.1, 0, 0.55, 0.05, 0.3];
const CHI_SQUARE_LIMIT = 16.27; // scipy.stats.chi2.ppf(0.999, 3)

test("an alias table draws in proportion to its weights, and never a weight of 0", () => {
  const table = new AliasTable(WEIGHTS.map((weight) => weight * 7));
  const counts = new Array<number>(5).fill(0);
  for (const position of draw((r) => table.sample(r))) counts[position]++;
  assert.equal(counts[1], 0);
  assert.ok(chiSquare(counts, WEIGHTS, DRAWS) < CHI_SQUARE_LIMIT);
});

test("a categorical draw is in proportion to the weights", () => {
  const counts = new Array<number>(5).fill(0);
  for (const position of draw((r) => sampleCategorical(r, WEIGHTS))) counts[position]++;
  assert.equal(counts[1], 0);
  assert.ok(chiSquare(counts, WEIGHTS, DRAWS) < CHI_SQUARE_LIMIT);
});

test("multinomial counts sum to the trials and follow the weights", () => {
  const counts = sampleMultinomial(new RandomGenerator(2), DRAWS, WEIGHTS);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    DRAWS,
  );
  assert.ok(chiSquare(counts, WEIGHTS, DRAWS) < CHI_SQUARE_LIMIT);
});

test("log-odds of a logistic-normal draw are normal", () => {
  const random = new RandomGenerator(4);
  const logOdds = Array.from({ length: DRAWS }, () => {
    const p = sampleLogisticNormal(random, [1, 0, 2], 0.5);
    return Math.log(p[0] / p[1]);
  });
  const cdf = (x: number) => normalCdf((x - 1) / (0.5 * Math.SQRT2));
  assert.ok(kolmogorovSmirnov(logOdds, cdf).pValue > 0.001);
});

test("a Dirichlet draw of tiny concentrations is a distribution, not 0 / 0", () => {
  const random = new RandomGenerator(9);
  for (let i = 0; i < 100; i++) {
    const sum = sampleDirichlet(random, [1e-4, 1e-4, 1e-4]).reduce((total, p) => total + p, 0);
    assert.ok(Math.abs(sum - 1) < 1e-12);
  }
});

test("all six orders of three are equally likely", () => {
  const random = new RandomGenerator(6);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6_000; i++) {
    const order = permutation(random, 3).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  const weights = new Array<number>(6).fill(1 / 6);
  assert.ok(chiSquare([...counts.values()], weights, 6_000) < 20.52); // chi2.ppf(0.999, 5)
});

test("Zipf weights of exponent 1 over three are 6/11, 3/11, 2/11", () => {
  assert.deepEqual(
    [...zipfWeights(3, 1)].map((weight) => Math.round(weight * 11)),
    [6, 3, 2],
  );
});

test("samplers refuse what has no distribution, saying the value", () => {
  const random = new RandomGenerator(1);
  assert.throws(() => samplePoisson(random, -1), {
    name: "RangeError",
    message: "samplePoisson requires a finite rate of at least 0, got -1",
  });
  assert.throws(() => new AliasTable([0, 0]), {
    name: "RangeError",
    message: "AliasTable requires a weight above 0, got none",
  });
  assert.throws(() => sampleGamma(random, 0), {
    name: "RangeError",
    message: "sampleGamma requires shape and scale above 0, got shape 0, scale 1",
  });
  assert.throws(() => sampleNormal(random, 0, -1), RangeError);
  assert.throws(() => sampleBinomial(random, 2.5, 0.5), RangeError);
  assert.throws(() => sampleDirichlet(random, []), RangeError);
});
