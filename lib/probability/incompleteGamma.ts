import { logGamma } from "./logGamma";
import { normalQuantile } from "./normalCdf";

/**
 * The regularised lower incomplete gamma function: the probability that a gamma variable of
 * this shape (scale 1) is at most x.
 *
 *     P(a, x) = 1 / gamma(a) times the integral of t^(a - 1) exp(-t) from 0 to x
 *
 * A series below a + 1, a continued fraction above.
 *
 * @param shape - above 0
 * @param x - at least 0
 * @throws RangeError if an argument is outside its range
 * @see NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2
 */
export function gammaCdf(shape: number, x: number): number {
  checkGamma("gammaCdf", shape, x);
  if (x === 0) return 0;
  return x < shape + 1 ? lowerSeries(shape, x) : 1 - upperFraction(shape, x);
}

/** The regularised upper incomplete gamma function, 1 - gammaCdf, without cancellation. */
export function gammaSurvival(shape: number, x: number): number {
  checkGamma("gammaSurvival", shape, x);
  if (x === 0) return 1;
  return x < shape + 1 ? 1 - lowerSeries(shape, x) : upperFraction(shape, x);
}

/**
 * The inverse of `gammaCdf` in x: the quantile of a gamma variable of scale 1.
 *
 * Newton's method on the logarithm of x, kept within a bracket.
 *
 * @param probability - in [0, 1]; 0 gives 0, 1 gives Infinity
 * @throws RangeError if an argument is outside its range
 */
export function gammaQuantile(shape: number, probability: number): number {
  if (!(shape > 0 && probability >= 0 && probability <= 1)) {
    throw new RangeError(
      "gammaQuantile requires a shape above 0 and a probability in [0, 1], " +
        `got shape ${shape}, probability ${probability}`,
    );
  }
  if (probability === 0) return 0;
  if (probability === 1) return Infinity;
  // Wilson and Hilferty's cube, or the first term of the series where that is not positive.
  const cube = 1 - 1 / (9 * shape) + normalQuantile(probability) / (3 * Math.sqrt(shape));
  const firstTerm = (Math.log(probability) + logGamma(shape + 1)) / shape;
  let logX = cube > 0.3 ? Math.log(shape * cube ** 3) : Math.min(firstTerm, Math.log(shape + 1));
  let low = -Infinity;
  let high = Infinity;
  for (let step = 0; step < 100; step++) {
    const x = Math.exp(logX);
    // The smaller tail, so that neither end is lost to rounding.
    const error =
      probability < 0.5
        ? gammaCdf(shape, x) - probability
        : 1 - probability - gammaSurvival(shape, x);
    if (error === 0) return x;
    if (error > 0) high = logX;
    else low = logX;
    const slope = Math.exp(shape * logX - x - logGamma(shape)); // d P / d ln x
    let next = logX - error / slope;
    if (!(next > low && next < high)) {
      next = low === -Infinity ? high - 1 : high === Infinity ? low + 1 : (low + high) / 2;
    }
    if (Math.abs(next - logX) <= 1e-15 * Math.max(1, Math.abs(next))) return Math.exp(next);
    logX = next;
  }
  return Math.exp(logX);
}

function checkGamma(name: string, shape: number, x: number): void {
  if (!(shape > 0 && x >= 0)) {
    throw new RangeError(
      `${name} requires a shape above 0 and x of at least 0, got shape ${shape}, x ${x}`,
    );
  }
}

/** x^a exp(-x) / gamma(a) sum_n x^n / (a (a + 1) ... (a + n)). */
function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** Lentz's method for the continued fraction of the upper function. */
function upperFraction(shape: number, x: number): number {
  if (x === Infinity) return 0;
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = a * d + b;
    c = b + a / c;
    d = 1 / (d === 0 ? tiny : d);
    if (c === 0) c = tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
