import { solveUpper } from "../../matrices";
import { logGamma, type RandomGenerator, sampleGamma, sampleNormal } from "../../probability";

/** Degrees of freedom: heavier tails than a normal posterior's. */
const FREEDOM = 10;

/** A t distribution around a mode of a posterior, shaped by its Laplace approximation. */
export class Peak {
  readonly component: number;
  /** ln of the posterior's mass around the mode, as the Laplace approximation has it. */
  readonly logMass: number;
  readonly #mode: Float64Array;
  readonly #factor: Float64Array;
  readonly #logConstant: number;
  readonly #away: Float64Array;

  /**
   * @param component - of the prior's mixture
   * @param mode - shape [D]
   * @param factor - lower Cholesky factor of the information at the mode, shape [D, D]
   * @param value - ln of the posterior's unnormalised density at the mode
   */
  constructor(component: number, mode: Float64Array, factor: Float64Array, value: number) {
    const D = mode.length;
    const volume = logVolume(factor, D);
    this.component = component;
    this.logMass = value + volume;
    this.#mode = mode;
    this.#factor = factor;
    this.#logConstant =
      logGamma((FREEDOM + D) / 2) -
      logGamma(FREEDOM / 2) -
      (D / 2) * Math.log(FREEDOM / 2) -
      volume;
    this.#away = new Float64Array(D);
  }

  /** ln of the density at a point. */
  logDensity(point: Float64Array): number {
    return this.#logDensity(this.#square(point));
  }

  /** Writes a draw. @returns ln of its density */
  draw(point: Float64Array, random: RandomGenerator): number {
    const D = point.length;
    let square = 0;
    const spread = Math.sqrt(FREEDOM / (2 * sampleGamma(random, FREEDOM / 2)));
    for (let d = 0; d < D; d++) {
      point[d] = sampleNormal(random) * spread;
      square += point[d] * point[d];
    }
    solveUpper(this.#factor, point, point);
    for (let d = 0; d < D; d++) point[d] += this.#mode[d];
    return this.#logDensity(square);
  }

  /**
   * Writes a point's way from the mode, and one like it: of the normal distribution that the t
   * distribution is at the point, its scale being drawn.
   */
  drawWay(
    point: Float64Array,
    { away, way }: { away: Float64Array; way: Float64Array },
    random: RandomGenerator,
  ): void {
    const D = point.length;
    const rate = (FREEDOM + this.#square(point)) / 2;
    const spread = Math.sqrt(rate / sampleGamma(random, (FREEDOM + D) / 2));
    for (let d = 0; d < D; d++) {
      away[d] = point[d] - this.#mode[d];
      way[d] = sampleNormal(random) * spread;
    }
    solveUpper(this.#factor, way, way);
  }

  /** Writes mode + away * cosine + way * sine. */
  move(
    { point, away, way }: Record<"point" | "away" | "way", Float64Array>,
    cosine: number,
    sine: number,
  ): void {
    for (let d = 0; d < point.length; d++) {
      point[d] = this.#mode[d] + away[d] * cosine + way[d] * sine;
    }
  }

  #logDensity(square: number): number {
    const D = this.#mode.length;
    return this.#logConstant - ((FREEDOM + D) / 2) * Math.log1p(square / FREEDOM);
  }

  /** |L' (point - mode)|^2 */
  #square(point: Float64Array): number {
    const D = point.length;
    const away = this.#away;
    const factor = this.#factor;
    for (let d = 0; d < D; d++) away[d] = point[d] - this.#mode[d];
    let square = 0;
    for (let e = 0; e < D; e++) {
      let sum = 0;
      for (let d = e; d < D; d++) sum += factor[d * D + e] * away[d];
      square += sum * sum;
    }
    return square;
  }
}

/**
 * ln of the integral of exp(-x' A x / 2).
 *
 * @param factor - lower Cholesky factor of A, shape [D, D]
 */
export function logVolume(factor: Float64Array, D: number): number {
  let log = (D / 2) * Math.log(2 * Math.PI);
  for (let d = 0; d < D; d++) log -= Math.log(factor[d * D + d]);
  return log;
}
