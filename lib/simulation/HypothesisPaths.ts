import { softmax } from "../probability";
import { PathApproximation, type SoftCounts, type TimeCovariance } from "./PathApproximation";
import {
  centreOf,
  type PathHypothesis,
  pathHypotheses,
  roughEvidence,
  timeCovariances,
} from "./pathHypotheses";
import { type World } from "./World";

/** The share of particles that are spread over hypotheses by the prior, lest one be ruled out. */
const PRIOR_SHARE = 0.02;

/** Hypotheses so many nats below the best get particles by the prior only. */
const HOPELESS = 5;

/** What a user may be, given what was chosen, and each hypothesis's path where it is asked for. */
export class HypothesisPaths {
  readonly hypotheses: readonly PathHypothesis[];
  readonly #world: World;
  readonly #observed: SoftCounts;
  readonly #times: readonly TimeCovariance[];
  readonly #paths = new Map<number, PathApproximation>();

  constructor(world: World, observed: SoftCounts) {
    const periodCount = observed.totals.length;
    this.hypotheses = pathHypotheses(world, periodCount);
    this.#world = world;
    this.#observed = observed;
    this.#times = timeCovariances(world, periodCount);
  }

  /** The path under the hypothesis at a place. */
  path(place: number): PathApproximation {
    const hypothesis = this.hypotheses[place];
    const path =
      this.#paths.get(place) ??
      new PathApproximation(
        this.#observed,
        centreOf(this.#world, hypothesis, this.#observed.totals.length),
        this.#times[hypothesis.change],
      );
    this.#paths.set(place, path);
    return path;
  }

  /**
   * Chances at which particles are given to hypotheses: by Laplace's evidence, where the rough one
   * isn't hopeless, and a few by the prior.
   */
  chances(): Float64Array {
    const rough = roughEvidence(this.#world, this.#observed);
    const scores = this.hypotheses.map((hypothesis) => hypothesis.logPrior + rough(hypothesis));
    const least = Math.max(...scores) - HOPELESS;
    const likely = Array.from(scores.keys()).filter((place) => scores[place] >= least);
    const shares = softmax(
      likely.map((place) => this.hypotheses[place].logPrior + this.path(place).logEvidence),
    );
    const chance = Float64Array.from(
      this.hypotheses,
      ({ logPrior }) => PRIOR_SHARE * Math.exp(logPrior),
    );
    likely.forEach((place, i) => (chance[place] += (1 - PRIOR_SHARE) * shares[i]));
    return chance;
  }
}
