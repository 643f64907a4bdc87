import { type RandomGenerator, sliceEllipse } from "../../probability";
import { type ChoiceEvidence } from "./ChoiceEvidence";
import { type LogitSampler, type WeightedDraws } from "./LogitSampler";
import { resample } from "./resample";

/** Moves of each draw. */
const MOVES = 3;

/**
 * Equally likely draws in place of weighted ones: resampled by weight, then each moved within its
 * component by elliptical slice sampling, which leaves the posterior as it is.
 *
 * Few weighted draws in many dimensions look like what they were proposed from, and their tails
 * rest on a handful of heavy ones. Moves go along ellipses of the proposal's shape, so that most of
 * them are long, and few are enough.
 *
 * @returns as many draws as asked for, of one weight
 * @see Nishihara, Murray and Adams (2014), Parallel MCMC with generalized elliptical slice sampling,
 *   JMLR 15:2087-2112
 */
export function moveDraws(
  sampler: LogitSampler,
  evidence: ChoiceEvidence,
  draws: WeightedDraws,
  count: number,
  random: RandomGenerator,
): WeightedDraws {
  const { peaks } = draws;
  const D = draws.logits.length / draws.peak.length;
  const logits = new Float64Array(count * D);
  const peakOf = new Int32Array(count);
  const ways = { away: new Float64Array(D), way: new Float64Array(D) };
  resample(draws.weight, count, random).forEach((chosen, draw) => {
    const point = logits.subarray(draw * D, (draw + 1) * D);
    point.set(draws.logits.subarray(chosen * D, (chosen + 1) * D));
    peakOf[draw] = draws.peak[chosen];
    const peak = peaks[peakOf[draw]];
    const logWeight = (): number =>
      sampler.logPosterior(evidence, peak.component, point) - peak.logDensity(point);
    const move = (cosine: number, sine: number): number => {
      peak.move({ point, ...ways }, cosine, sine);
      return logWeight();
    };
    let value = logWeight();
    for (let step = 0; step < MOVES; step++) {
      peak.drawWay(point, ways, random);
      value = sliceEllipse(value, move, random);
    }
  });
  const weight = new Float64Array(count).fill(1 / count);
  return { ...draws, logits, peak: peakOf, weight };
}
