import { type RandomGenerator } from "./RandomGenerator";

/**
 * A step of elliptical slice sampling: an angle is drawn, and its bracket shrinks towards 0, where
 * the step started, until the likelihood reaches the slice.
 *
 * @param logLikelihood - where the step starts
 * @param move - goes to start * cosine + draw * sine, about the prior's mean
 * @returns the log-likelihood where the last move went
 * @see Murray, Adams and MacKay (2010), Elliptical slice sampling, arXiv:1001.0175
 */
export function sliceEllipse(
  logLikelihood: number,
  move: (cosine: number, sine: number) => number,
  random: RandomGenerator,
): number {
  const floor = logLikelihood + Math.log(random.openUniform());
  let angle = 2 * Math.PI * random.uniform();
  let low = angle - 2 * Math.PI;
  let high = angle;
  for (;;) {
    const reached = move(Math.cos(angle), Math.sin(angle));
    // Rounding may leave the start itself just below the floor.
    if (reached >= floor || high - low < 1e-12) return reached;
    if (angle < 0) low = angle;
    else high = angle;
    angle = low + (high - low) * random.uniform();
  }
}
