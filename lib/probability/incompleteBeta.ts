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
 * Newton's method on the log-odds of x, kept within a bracket.
 *
 * @param probability - in [0, 1]
 * @throws RangeError if an argument is outside its range
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  checkBeta("betaQuantile", probability, a, b);
  if (probability === 0 || probability === 1) return probability;
  const logBetaAB = logBeta(a, b);
  let low = -Infinity;
  let high = Infinity;
  let logOdds = startLogOdds(probability, a, b, logBetaAB);
  for (let step = 0; step < 200; step++) {
    const logX = -Math.log1p(Math.exp(-logOdds));
    const logRest = -Math.log1p(Math.exp(logOdds));
    const x = Math.exp(logX);
    const error =
      x <= meanOf(a, b)
        ? lower(x, a, b) - probability
        : 1 - probability - lower(Math.exp(logRest), b, a);
    if (error === 0) return x;
    if (error > 0) high = logOdds;
    else low = logOdds;
    const slope = Math.exp(a * logX + b * logRest - logBetaAB); // d I / d log-odds
    let next = logOdds - error / slope;
    if (!(next > low && next < high)) {
      if (low === -Infinity) next = high - Math.max(1, Math.abs(high));
      else if (high === Infinity) next = low + Math.max(1, Math.abs(low));
      else next = (low + high) / 2;
    }
    if (Math.abs(next - logOdds) <= 1e-15 * Math.max(1, Math.abs(next))) break;
    logOdds = next;
  }
  return 1 / (1 + Math.exp(-logOdds));
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

/** In either tail the density is a power: start from that, or from the mean in between. */
function startLogOdds(probability: number, a: number, b: number, logBetaAB: number): number {
  const logLow = (Math.log(probability) + Math.log(a) + logBetaAB) / a;
  if (logLow < Math.log(0.1)) return logLow;
  const logHigh = (Math.log1p(-probability) + Math.log(b) + logBetaAB) / b;
  if (logHigh < Math.log(0.1)) return -logHigh;
  return Math.log(a / b);
}

/** x^a (1 - x)^b / (a B(a, b)) times Lentz's evaluation of the continued fraction. */
function lower(x: number, a: number, b: number): number {
  if (x === 0) return 0;
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
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return (fraction * Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))) / a;
}

function nonZero(value: number, tiny: number): number {
  return value === 0 ? tiny : value;
}
