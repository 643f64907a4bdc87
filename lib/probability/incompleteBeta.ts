import { logBeta } from "./logGamma";

/**
 * The regularised incomplete beta function: the probability that a beta(a, b) variable is at
 * most x. A credible interval of one probability of a Dirichlet posterior is a pair of
 * `betaQuantile`s, since each margin is beta(c_i, sum of the others).
 *
 *     I_x(a, b) = 1 / B(a, b) times the integral of t^(a - 1) (1 - t)^(b - 1) from 0 to x
 *
 * @param x - in [0, 1]
 * @param a - above 0
 * @param b - above 0
 * @throws RangeError if an argument is outside its range
 * @see NIST Digital Library of Mathematical Functions, 8.17.22
 */
export function betaCdf(x: number, a: number, b: number): number {
  checkBeta("betaCdf", x, a, b);
  return x <= meanOf(a, b) ? lower(x, a, b) : 1 - lower(1 - x, b, a);
}

/**
 * The inverse of `betaCdf` in x: the quantile of a beta(a, b) variable.
 *
 * Halley's method on ln I as a function of the log-odds of x, from a start that is good to a few
 * per cent, kept within a bracket. Steps get cubically smaller, so the last one is taken without
 * another look: within 1e-11 of the quantile, relative to it or to what it lacks to 1.
 *
 * @param probability - in [0, 1]
 * @throws RangeError if an argument is outside its range
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  checkBeta("betaQuantile", probability, a, b);
  if (probability === 0 || probability === 1) return probability;
  const logBetaAB = logBeta(a, b);
  const logOdds =
    probability <= 0.5
      ? quantileLogOdds(probability, a, b, logBetaAB)
      : -quantileLogOdds(1 - probability, b, a, logBetaAB);
  return 1 / (1 + Math.exp(-logOdds));
}

/** A step of the log-odds this short leaves an error of its cube. */
const LAST_STEP = 1e-4;

/** @param probability - in (0, .5] */
function quantileLogOdds(probability: number, a: number, b: number, logBetaAB: number): number {
  const logProbability = Math.log(probability);
  let low = -Infinity;
  let high = Infinity;
  let logOdds = startLogOdds(logProbability, a, b, logBetaAB);
  for (let step = 0; step < 200; step++) {
    const odds = Math.exp(logOdds);
    const rest = 1 / (1 + odds);
    const x = odds * rest;
    const logRest = -Math.log1p(odds);
    const density = Math.exp(a * (logOdds + logRest) + b * logRest - logBetaAB); // d I / d log-odds
    const reached =
      x <= meanOf(a, b)
        ? (density * lowerFraction(x, a, b)) / a
        : 1 - (density * lowerFraction(rest, b, a)) / b;
    const error = reached > 0 ? Math.log(reached) - logProbability : -Infinity;
    if (error > 0) high = logOdds;
    else low = logOdds;
    const slope = density / reached; // d ln I / d log-odds
    const newton = error / slope;
    const halley = newton / (1 - (newton * (a * rest - b * x - slope)) / 2);
    let next = logOdds - (halley * newton > 0 ? halley : newton);
    if (Math.abs(next - logOdds) <= LAST_STEP) return next;
    if (!(next > low && next < high)) {
      if (low === -Infinity) next = high - Math.max(1, Math.abs(high));
      else if (high === Infinity) next = low + Math.max(1, Math.abs(low));
      else next = (low + high) / 2;
    }
    logOdds = next;
  }
  return logOdds;
}

function checkBeta(name: string, x: number, a: number, b: number): void {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new RangeError(
      `${name} requires a first argument in [0, 1], a and b above 0, got ${x}, a ${a}, b ${b}`,
    );
  }
}

/** Where the continued fraction converges fast on the lower side. */
function meanOf(a: number, b: number): number {
  return (a + 1) / (a + b + 2);
}

/**
 * Where the density is a power of x, the quantile follows from it; else from a normal variable's
 * (Abramowitz and Stegun 26.5.22), or is the mean.
 */
function startLogOdds(logProbability: number, a: number, b: number, logBetaAB: number): number {
  const logLow = (logProbability + Math.log(a) + logBetaAB) / a;
  if (logLow < Math.log(0.1 / (1 + b))) return logLow;
  if (a <= 1 || b <= 1) return Math.min(logLow, Math.log(a / b));
  // 26.2.22: the normal quantile to 3e-3.
  const t = Math.sqrt(-2 * logProbability);
  const z = (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)) - t;
  const [inverseA, inverseB] = [1 / (2 * a - 1), 1 / (2 * b - 1)];
  const h = 2 / (inverseA + inverseB);
  const lambda = (z * z - 3) / 6;
  const w =
    (-z * Math.sqrt(h + lambda)) / h - (inverseB - inverseA) * (lambda + 5 / 6 - 2 / (3 * h));
  return Math.log(a / b) - 2 * w;
}

/** x^a (1 - x)^b / (a B(a, b)) times the continued fraction. */
function lower(x: number, a: number, b: number): number {
  if (x === 0) return 0;
  const log = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
  return (lowerFraction(x, a, b) * Math.exp(log)) / a;
}

/** Lentz's evaluation of the continued fraction. */
function lowerFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

function nonZero(value: number, tiny: number): number {
  return value === 0 ? tiny : value;
}
