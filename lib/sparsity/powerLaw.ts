import { hurwitzZeta } from "../probability";

/** A discrete power law fitted to the tail of some counts. */
export interface PowerLawFit {
  /** p(x) = x^-exponent / zeta(exponent, xMin), for x >= xMin. */
  readonly exponent: number;
  readonly xMin: number;
  /** How many counts are at least xMin. */
  readonly tailCount: number;
  /** Largest gap between the tail's distribution function and the law's. */
  readonly distance: number;
}

export interface PowerLawOptions {
  /** Where the tail starts; chosen by the smallest distance when left out. */
  readonly xMin?: number;
}

/** Counts from the smallest, each with how often it occurs. */
export interface CountTable {
  /** Distinct counts, rising. */
  readonly value: readonly number[];
  /** How often each occurs. */
  readonly frequency: readonly number[];
}

/** Exponents looked for. */
const EXPONENT_RANGE = [1.0001, 25] as const;

/**
 * Fits a discrete power law to the tail of some counts: the exponent by maximum likelihood, and
 * the start of the tail as the count that brings the law closest to the data
 * (Kolmogorov-Smirnov distance). Counts of 0 are left out.
 *
 *     log L(a) = -n ln zeta(a, xMin) - a sum_i ln x_i,  x_i >= xMin
 *
 * Candidates for xMin leave at least two distinct counts in the tail.
 *
 * @param counts - whole numbers of at least 0, in any order
 * @throws RangeError if a count is no whole number, or fewer than two distinct ones are in the tail
 * @see Clauset, Shalizi and Newman (2009), Power-law distributions in empirical data, section 3,
 *   doi:10.1137/070710111
 */
export function fitPowerLaw(counts: ArrayLike<number>, options: PowerLawOptions = {}): PowerLawFit {
  return fitTable(countTable("fitPowerLaw", counts), options.xMin);
}

/** Tabulates counts above 0. @throws RangeError if one is no whole number of at least 0 */
export function countTable(caller: string, counts: ArrayLike<number>): CountTable {
  const frequencies = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`${caller} requires whole numbers of at least 0, got ${count}`);
    }
    if (count > 0) frequencies.set(count, (frequencies.get(count) ?? 0) + 1);
  }
  const value = [...frequencies.keys()].sort((a, b) => a - b);
  return { value, frequency: value.map((count) => frequencies.get(count)!) };
}

/** The fit to a table of counts, for a fixed xMin or the best of all. */
export function fitTable(table: CountTable, xMin?: number): PowerLawFit {
  const { value } = table;
  const tails = tailSums(table);
  const from = xMin === undefined ? 0 : value.findIndex((x) => x >= xMin);
  if (from < 0 || value.length - from < 2) {
    throw new RangeError(
      `fitPowerLaw requires at least two distinct counts of at least ${xMin ?? 1}, ` +
        `got ${from < 0 ? 0 : value.length - from}`,
    );
  }
  if (xMin !== undefined) return fitFrom(table, tails, from, xMin);
  let best: PowerLawFit | undefined;
  let exponent: number | undefined;
  for (let start = 0; start < value.length - 1; start++) {
    const fit = fitFrom(table, tails, start, value[start], exponent);
    exponent = fit.exponent;
    if (!best || fit.distance < best.distance) best = fit;
  }
  return best!;
}

/** The number of counts, and the sum of their logarithms, from each place of the table on. */
interface TailSums {
  readonly count: Float64Array;
  readonly logSum: Float64Array;
}

function tailSums({ value, frequency }: CountTable): TailSums {
  const count = new Float64Array(value.length + 1);
  const logSum = new Float64Array(value.length + 1);
  for (let i = value.length - 1; i >= 0; i--) {
    count[i] = count[i + 1] + frequency[i];
    logSum[i] = logSum[i + 1] + frequency[i] * Math.log(value[i]);
  }
  return { count, logSum };
}

function fitFrom(
  table: CountTable,
  tails: TailSums,
  start: number,
  xMin: number,
  guess?: number,
): PowerLawFit {
  const tailCount = tails.count[start];
  const exponent = likeliestExponent(tails.logSum[start] / tailCount, xMin, guess);
  const distance = tailDistance(table, start, xMin, exponent, tailCount);
  return { exponent, xMin, tailCount, distance };
}

/**
 * The root of d/da ln zeta(a, xMin) = -(mean logarithm), by Newton's method on a convex function
 * with numerical derivatives, kept within a bracket.
 */
function likeliestExponent(meanLog: number, xMin: number, guess?: number): number {
  let [low, high] = EXPONENT_RANGE as readonly [number, number];
  let exponent = guess ?? 1 + 1 / Math.max(meanLog - Math.log(Math.max(xMin - 0.5, 0.5)), 0.05);
  exponent = Math.min(high - 1e-3, Math.max(low + 1e-3, exponent));
  const h = 1e-4;
  for (let step = 0; step < 100; step++) {
    const width = Math.min(h, (exponent - 1) / 4);
    const below = Math.log(hurwitzZeta(exponent - width, xMin));
    const here = Math.log(hurwitzZeta(exponent, xMin));
    const above = Math.log(hurwitzZeta(exponent + width, xMin));
    const slope = (above - below) / (2 * width) + meanLog;
    const curvature = (above - 2 * here + below) / (width * width);
    if (slope > 0) high = exponent;
    else low = exponent;
    let next = exponent - slope / curvature;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - exponent) < 1e-9) return next;
    exponent = next;
  }
  return exponent;
}

function tailDistance(
  { value, frequency }: CountTable,
  start: number,
  xMin: number,
  exponent: number,
  tailCount: number,
): number {
  const norm = hurwitzZeta(exponent, xMin);
  let distance = 0;
  let seen = 0;
  for (let i = start; i < value.length; i++) {
    // The law rises between two observed counts while the data stand still.
    const before = 1 - hurwitzZeta(exponent, value[i]) / norm;
    const after = 1 - hurwitzZeta(exponent, value[i] + 1) / norm;
    distance = Math.max(distance, Math.abs(seen / tailCount - before));
    seen += frequency[i];
    distance = Math.max(distance, Math.abs(seen / tailCount - after));
  }
  return distance;
}
