import { type RandomGenerator, sampleNormal } from "../../probability";
import { ChoiceEvidence, type ChoiceModel, type UserChoices } from "./ChoiceEvidence";
import { type LogitSampler } from "./LogitSampler";

/**
 * Variance of the way that a random walk goes between two spreads over periods, for steps of
 * variance 1: of the mean under the one less the mean under the other.
 *
 * @param from - shares of the periods, sum 1
 * @param to - the same
 */
export function walkVariance(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let apart = 0;
  let variance = 0;
  for (let period = from.length - 1; period > 0; period--) {
    apart += to[period] - from[period];
    variance += apart * apart;
  }
  return variance;
}

/** Shares of a user's choices by period; those of everybody for a user without. */
export function periodShares(
  { periods, weights }: UserChoices,
  everybody: ArrayLike<number>,
): Float64Array {
  const shares = new Float64Array(everybody.length);
  let total = 0;
  for (let row = 0; row < periods.length; row++) {
    shares[periods[row]] += weights[row];
    total += weights[row];
  }
  if (total === 0) return Float64Array.from(everybody);
  return shares.map((share) => share / total);
}

/** What `learnDrift` reads. */
export interface DriftParts {
  readonly model: ChoiceModel;
  readonly sampler: LogitSampler;
  /** Of users that are there before and after the cut. */
  readonly choices: readonly UserChoices[];
  /** The first period that is foretold. */
  readonly cutPeriod: number;
  readonly changeProbability: number;
  readonly random: RandomGenerator;
}

/** Standard deviations of a period's step that are tried. */
const STEPS = [0, 0.03, 0.05, 0.07, 0.1, 0.14, 0.2, 0.28, 0.4];
const DRAWS = 200;

/**
 * How far logits wander from one period to the next, in standard deviations of a step: the one
 * under which users' later choices are likeliest given the earlier ones. Users may also have
 * become another person in between, with the given probability.
 *
 * @returns 0 where no user is on both sides of the cut
 */
export function learnDrift(parts: DriftParts): number {
  const { model, sampler, cutPeriod, changeProbability, random } = parts;
  const D = model.interests.length;
  const periodCount = model.season.length / D;
  const none = new Float64Array(periodCount);
  const scores = new Float64Array(STEPS.length);
  const point = new Float64Array(D);
  for (const choices of parts.choices) {
    const [before, after] = cut(choices, cutPeriod);
    if (before.items.length === 0 || after.items.length === 0) continue;
    const { logits, weight } = sampler.draw(new ChoiceEvidence(model, before), DRAWS, random);
    const future = new ChoiceEvidence(model, after);
    const fresh = sampler.draw(future, DRAWS, random).logEvidence;
    const way = walkVariance(periodShares(before, none), periodShares(after, none));
    const noise = Float64Array.from(logits, () => sampleNormal(random) * Math.sqrt(way));
    STEPS.forEach((step, place) => {
      const logs = weight.map((w, draw) => {
        for (let d = 0; d < D; d++) point[d] = logits[draw * D + d] + step * noise[draw * D + d];
        return Math.log(w) + future.logLikelihood(point, point.map(Math.exp));
      });
      const same = Math.log(1 - changeProbability) + logSum(logs);
      const other = Math.log(changeProbability) + fresh;
      scores[place] += logSum(Float64Array.of(same, other));
    });
  }
  return STEPS[scores.reduce((best, score, place) => (score > scores[best] ? place : best), 0)];
}

function cut({ items, periods, weights }: UserChoices, period: number): [UserChoices, UserChoices] {
  const rows = Array.from({ length: items.length }, (_, row) => row);
  const part = (chosen: readonly number[]): UserChoices => ({
    items: chosen.map((row) => items[row]),
    periods: chosen.map((row) => periods[row]),
    weights: chosen.map((row) => weights[row]),
  });
  return [
    part(rows.filter((row) => periods[row] < period)),
    part(rows.filter((row) => periods[row] >= period)),
  ];
}

function logSum(logs: Float64Array): number {
  const highest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  if (highest === -Infinity) return highest;
  return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
}
