/** How the learning rate changes over a fit, as a factor of the set rate; plain JSON. */
export type Schedule =
  /** The same rate throughout. */
  | { readonly kind: "constant" }
  /** Rises in a straight line over the first steps, then stays. */
  | { readonly kind: "warmUp"; readonly warmUpSteps: number }
  /** Rises over the first steps (default 0), then falls along half a cosine to a last factor (default 0). */
  | { readonly kind: "cosine"; readonly warmUpSteps?: number; readonly lastFactor?: number }
  /** Multiplied by `factor` after every `everyEpochs` epochs. */
  | { readonly kind: "steps"; readonly everyEpochs: number; readonly factor: number };

/**
 * The factor of the learning rate at one step.
 *
 * @param at - `step` of `stepCount` from 0, and its `epoch` from 0
 * @returns at least 0; 1 under "constant"
 */
export function scheduleFactor(
  schedule: Schedule,
  at: { step: number; stepCount: number; epoch: number },
): number {
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "warmUp":
      return Math.min(1, (at.step + 1) / schedule.warmUpSteps);
    case "cosine": {
      const { warmUpSteps = 0, lastFactor = 0 } = schedule;
      if (at.step < warmUpSteps) return (at.step + 1) / warmUpSteps;
      const share = (at.step - warmUpSteps) / Math.max(1, at.stepCount - warmUpSteps);
      return lastFactor + (1 - lastFactor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share)));
    }
    case "steps":
      return schedule.factor ** Math.floor(at.epoch / schedule.everyEpochs);
  }
}
