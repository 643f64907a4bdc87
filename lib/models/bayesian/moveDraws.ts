import { cholesky } from "../../matrices";
import { type RandomGenerator, sampleNormal, sliceEllipse } from "../../probability";
import { type ChoiceEvidence } from "./ChoiceEvidence";
import { type LogisticNormalPrior } from "./LogisticNormalPrior";
import { type WeightedDraws } from "./LogitSampler";
import { resample } from "./resample";

/** Moves of each draw. */
const MOVES = 5;

/**
 * Equally likely draws in place of weighted ones: resampled by weight, then each moved within its
 * component by elliptical slice sampling, which leaves the posterior as it is.
 *
 * Few weighted draws in many dimensions look like their proposals, and a posterior of few choices
 * has longer tails than those: what nobody chose may be of any small interest. The moves reach them;
 * where choices are many they hardly move, and needn't.
 *
 * @returns as many draws as asked for, of one weight
 * @see Murray, Adams and MacKay (2010), Elliptical slice sampling, PMLR 9:541-548
 */
export function moveDraws(
  { means, covariance }: LogisticNormalPrior,
  evidence: ChoiceEvidence,
  draws: WeightedDraws,
  count: number,
  random: RandomGenerator,
): WeightedDraws {
  const D = means[0].length;
  const factor = cholesky(covariance, D)!;
  const logits = new Float64Array(count * D);
  const component = new Int32Array(count);
  const scratch = {
    away: new Float64Array(D),
    way: new Float64Array(D),
    odds: new Float64Array(D),
  };
  resample(draws.weight, count, random).forEach((chosen, draw) => {
    const point = logits.subarray(draw * D, (draw + 1) * D);
    point.set(draws.logits.subarray(chosen * D, (chosen + 1) * D));
    component[draw] = draws.component[chosen];
    const mean = means[component[draw]];
    let value = logLikelihood(evidence, point, scratch.odds);
    for (let move = 0; move < MOVES; move++) {
      drawWay(factor, scratch.way, random);
      value = slide(evidence, { point, mean, value, ...scratch }, random);
    }
  });
  const weight = new Float64Array(count).fill(1 / count);
  return { logits, component, weight, logEvidence: draws.logEvidence };
}

/** A point on the way of one move. */
interface Slide {
  /** Moved in place, shape [D]. */
  readonly point: Float64Array;
  readonly mean: Float64Array;
  /** The log-likelihood of the point. */
  readonly value: number;
  /** A draw of the component around 0, shape [D]. */
  readonly way: Float64Array;
  readonly away: Float64Array;
  readonly odds: Float64Array;
}

/** Moves the point along an ellipse through it and the way. @returns its log-likelihood there */
function slide(
  evidence: ChoiceEvidence,
  { point, mean, value, way, away, odds }: Slide,
  random: RandomGenerator,
): number {
  const D = point.length;
  for (let d = 0; d < D; d++) away[d] = point[d] - mean[d];
  const move = (cosine: number, sine: number): number => {
    for (let d = 0; d < D; d++) point[d] = mean[d] + away[d] * cosine + way[d] * sine;
    return logLikelihood(evidence, point, odds);
  };
  return sliceEllipse(value, move, random);
}

/** Writes L z, a draw of the covariance L L'. */
function drawWay(factor: Float64Array, way: Float64Array, random: RandomGenerator): void {
  const D = way.length;
  for (let d = 0; d < D; d++) way[d] = sampleNormal(random);
  for (let d = D - 1; d >= 0; d--) {
    let sum = 0;
    for (let e = 0; e <= d; e++) sum += factor[d * D + e] * way[e];
    way[d] = sum;
  }
}

function logLikelihood(evidence: ChoiceEvidence, point: Float64Array, odds: Float64Array): number {
  for (let d = 0; d < point.length; d++) odds[d] = Math.exp(point[d]);
  return evidence.logLikelihood(point, odds);
}
