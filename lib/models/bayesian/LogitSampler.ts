import { cholesky, solveLower, solveUpper } from "../../matrices";
import { type RandomGenerator } from "../../probability";
import { type ChoiceEvidence, type Derivatives } from "./ChoiceEvidence";
import { type LogisticNormalPrior } from "./LogisticNormalPrior";
import { logVolume, Peak } from "./Peak";

/** Draws of a user's logits with their weights. */
export interface WeightedDraws {
  /** Shape [draws, D]. */
  readonly logits: Float64Array;
  /** The posterior's peaks, each within a component of the prior's mixture. */
  readonly peaks: readonly Peak[];
  /** The peak that each draw comes from, shape [draws]. */
  readonly peak: Int32Array;
  /** Shape [draws], sums to 1. */
  readonly weight: Float64Array;
  /** ln of the probability of the user's choices, up to a constant of the items. */
  readonly logEvidence: number;
}

/** Components of less posterior probability than this aren't drawn from. */
const NEGLIGIBLE = 2e-3;
/** Components this far below the best, in nats, aren't followed to their modes. */
const HOPELESS = 10;

/**
 * Draws from the posterior of logits under a mixture of normal priors, by importance sampling
 * from t distributions around each component's Laplace approximation.
 *
 * Draws are independent: nothing has to converge, and their mean weight is the evidence.
 *
 * @see Tierney and Kadane (1986), Accurate approximations for posterior moments,
 *   doi:10.1080/01621459.1986.10478240
 */
export class LogitSampler {
  readonly #prior: LogisticNormalPrior;
  readonly #size: number;
  readonly #odds: Float64Array;
  readonly #derivatives: Derivatives;
  readonly #step: Float64Array;
  readonly #scratch: Float64Array;

  constructor(prior: LogisticNormalPrior) {
    const D = prior.means[0].length;
    this.#prior = prior;
    this.#size = D;
    this.#odds = new Float64Array(D);
    this.#derivatives = {
      gradient: new Float64Array(D),
      information: new Float64Array(D * D),
      completeInformation: new Float64Array(D * D),
    };
    this.#step = new Float64Array(D);
    this.#scratch = new Float64Array(D);
  }

  draw(evidence: ChoiceEvidence, drawCount: number, random: RandomGenerator): WeightedDraws {
    const D = this.#size;
    const { peaks, masses } = this.#peaks(evidence);
    const counts = masses.map((mass) => Math.max(1, Math.round(drawCount * mass)));
    const total = counts.reduce((a, b) => a + b, 0);
    const logits = new Float64Array(total * D);
    const peakOf = new Int32Array(total);
    const weight = new Float64Array(total);
    let at = 0;
    peaks.forEach((peak, place) => {
      for (let draw = 0; draw < counts[place]; draw++, at++) {
        const point = logits.subarray(at * D, (at + 1) * D);
        const logProposal = peak.draw(point, random);
        peakOf[at] = place;
        weight[at] =
          this.logPosterior(evidence, peak.component, point) -
          logProposal -
          Math.log(counts[place]);
      }
    });
    const highest = weight.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let i = 0; i < total; i++) sum += weight[i] = Math.exp(weight[i] - highest);
    for (let i = 0; i < total; i++) weight[i] /= sum;
    return { logits, peaks, peak: peakOf, weight, logEvidence: highest + Math.log(sum) };
  }

  /** The components that matter, each with its share of the posterior. */
  #peaks(evidence: ChoiceEvidence): { peaks: Peak[]; masses: number[] } {
    const found: Peak[] = [];
    let highest = -Infinity;
    for (const component of this.#likelyFirst(evidence)) {
      const peak = this.#peak(evidence, component, highest - HOPELESS);
      if (!peak) continue;
      found.push(peak);
      highest = Math.max(highest, peak.logMass);
    }
    const mass = ({ logMass }: Peak): number => Math.exp(logMass - highest);
    const total = found.reduce((sum, peak) => sum + mass(peak), 0);
    const peaks = found.filter((peak) => mass(peak) / total > NEGLIGIBLE);
    return { peaks, masses: peaks.map((peak) => mass(peak) / total) };
  }

  /** The components, by how well their means explain the choices. */
  #likelyFirst(evidence: ChoiceEvidence): number[] {
    const { means, weights } = this.#prior;
    const logs = means.map((mean, component) => this.logPosterior(evidence, component, mean));
    return Array.from(weights.keys())
      .filter((component) => weights[component] > 0)
      .sort((a, b) => logs[b] - logs[a]);
  }

  /**
   * Newton's method from the component's mean, with halved steps.
   *
   * @returns null if the component's mass seems to stay below the floor
   */
  #peak(evidence: ChoiceEvidence, component: number, floor: number): Peak | null {
    const D = this.#size;
    const mean = this.#prior.means[component];
    const mode = mean.slice();
    let value = this.logPosterior(evidence, component, mode);
    let factor = this.#factorise(evidence, mode, mean);
    for (let iteration = 0; iteration < 50 && evidence.rowCount > 0; iteration++) {
      const step = this.#solve(factor);
      let expected = 0;
      for (let d = 0; d < D; d++) expected += step[d] * this.#derivatives.gradient[d];
      if (expected < 1e-4) break;
      if (value + expected + logVolume(factor, D) < floor) return null;
      let size = 1;
      const next = new Float64Array(D);
      for (;;) {
        for (let d = 0; d < D; d++) next[d] = mode[d] + size * step[d];
        const reached = this.logPosterior(evidence, component, next);
        if (reached >= value + 1e-4 * size * expected) {
          value = reached;
          mode.set(next);
          break;
        }
        size /= 2;
        if (size < 1e-8) break;
      }
      if (size < 1e-8) break;
      factor = this.#factorise(evidence, mode, mean);
    }
    return new Peak(component, mode, factor, value);
  }

  /** Derivatives of the log posterior at a point, and the factor of its information. */
  #factorise(evidence: ChoiceEvidence, point: Float64Array, mean: Float64Array): Float64Array {
    const D = this.#size;
    const { precision } = this.#prior;
    const { gradient, information, completeInformation } = this.#derivatives;
    for (let d = 0; d < D; d++) this.#odds[d] = Math.exp(point[d]);
    evidence.derive(this.#odds, this.#derivatives);
    for (let d = 0; d < D; d++) {
      let pull = 0;
      for (let e = 0; e < D; e++) pull += precision[d * D + e] * (point[e] - mean[e]);
      gradient[d] -= pull;
    }
    for (let i = 0; i < D * D; i++) information[i] += precision[i];
    const factor = cholesky(information, D);
    if (factor) return factor;
    // Rows of several interests may bend the posterior the other way.
    for (let i = 0; i < D * D; i++) completeInformation[i] += precision[i];
    return cholesky(completeInformation, D)!;
  }

  /** x of L L' x = gradient. */
  #solve(factor: Float64Array): Float64Array {
    return solveUpper(
      factor,
      solveLower(factor, this.#derivatives.gradient, this.#step),
      this.#step,
    );
  }

  /** ln of the prior's density, with the component's own weight, and of the likelihood. */
  logPosterior(evidence: ChoiceEvidence, component: number, point: Float64Array): number {
    const D = this.#size;
    const { precision, weights, means, logDeterminant } = this.#prior;
    const mean = means[component];
    const away = this.#scratch;
    for (let d = 0; d < D; d++) {
      away[d] = point[d] - mean[d];
      this.#odds[d] = Math.exp(point[d]);
    }
    let square = 0;
    for (let d = 0; d < D; d++) {
      let row = 0.5 * precision[d * D + d] * away[d];
      for (let e = 0; e < d; e++) row += precision[d * D + e] * away[e];
      square += 2 * away[d] * row;
    }
    return (
      Math.log(weights[component]) -
      0.5 * (D * Math.log(2 * Math.PI) + logDeterminant + square) +
      evidence.logLikelihood(point, this.#odds)
    );
  }
}
