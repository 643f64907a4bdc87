import { SparseMatrix } from "../matrices";
import { dirichletPrior } from "../models";
import { nelderMead, permutation, RandomGenerator } from "../probability";
import { type InterestWindows } from "./InterestWindows";
import { outcomeWeight } from "./outcomeWeight";

/**
 * The population's mean interests, shape [interests]: of the Dirichlet prior under which all that
 * users did is likeliest, so that a user counts once however active.
 */
export function populationMean(windows: InterestWindows): Float64Array {
  const { users, windowCount } = windows;
  const K = windows.interests.length;
  const cells = { user: [] as number[], interest: [] as number[], value: [] as number[] };
  for (let user = 0; user < users.length; user++) {
    const totals = new Float64Array(K);
    for (let window = 0; window < windowCount; window++) {
      windows.row(user, window).forEach((count, k) => (totals[k] += count));
    }
    totals.forEach((total, k) => {
      if (total === 0) return;
      cells.user.push(user);
      cells.interest.push(k);
      cells.value.push(total);
    });
  }
  const counts = SparseMatrix.fromEntries(
    [users.length, K],
    cells.user,
    cells.interest,
    cells.value,
  );
  const prior = dirichletPrior(counts, { maxIterations: 200, tolerance: 1e-4 });
  const sum = prior.reduce((a, b) => a + b, 0);
  return prior.map((concentration) => Math.max(concentration / sum, 1e-9));
}

/** At most so many users, drawn by seed: enough for a few parameters. */
export function someUsers(windows: InterestWindows, limit: number, seed: number): InterestWindows {
  if (windows.users.length <= limit) return windows;
  const order = permutation(new RandomGenerator(seed).fork("someUsers"), windows.users.length);
  return windows.select(order.subarray(0, limit).sort());
}

/**
 * Discounted counts, window by window: before each window but the first, what was done until then.
 *
 *     d(t) = n(t) + decay d(t - 1)
 *
 * @param visit - told the discounted counts (shape [interests], reused) after each window
 */
export function visitDiscounted(
  windows: InterestWindows,
  decay: number,
  visit: (user: number, window: number, discounted: Float64Array) => void,
): void {
  const discounted = new Float64Array(windows.interests.length);
  for (let user = 0; user < windows.users.length; user++) {
    discounted.fill(0);
    for (let window = 0; window < windows.windowCount; window++) {
      const row = windows.row(user, window);
      for (let k = 0; k < row.length; k++) discounted[k] = row[k] + decay * discounted[k];
      visit(user, window, discounted);
    }
  }
}

/** A forecast by discounted counts: (priorWeight mean + discounted) / its sum. */
export interface Discounting {
  /** Sum of the prior's concentrations. */
  readonly priorWeight: number;
  /** What a count is worth a window later, in [0, 1]. */
  readonly decay: number;
}

/** The mean log loss of forecasts one window ahead, in nats an interaction. */
export function oneStepLoss(
  windows: InterestWindows,
  mean: Float64Array,
  { priorWeight, decay }: Discounting,
): number {
  let loss = 0;
  let weights = 0;
  visitDiscounted(windows, decay, (user, window, discounted) => {
    if (window + 1 >= windows.windowCount) return;
    const next = windows.row(user, window + 1);
    let total = 0;
    let known = priorWeight;
    for (let k = 0; k < next.length; k++) {
      total += next[k];
      known += discounted[k];
    }
    if (total === 0) return;
    const weight = outcomeWeight(total);
    for (let k = 0; k < next.length; k++) {
      if (next[k] === 0) continue;
      loss -= weight * next[k] * Math.log((priorWeight * mean[k] + discounted[k]) / known);
    }
    weights += weight * total;
  });
  return weights === 0 ? 0 : loss / weights;
}

/**
 * The prior's weight, and the decay unless it is given, that forecast the next window best.
 *
 * @param fixed - a decay to be kept; null: fitted too
 */
export function fitDiscounting(
  windows: InterestWindows,
  mean: Float64Array,
  fixed: number | null,
): Discounting {
  const at = ([logWeight, logit]: readonly number[]): Discounting => ({
    priorWeight: Math.exp(Math.min(12, Math.max(-7, logWeight))),
    decay: fixed ?? 1 / (1 + Math.exp(-logit)),
  });
  const start = fixed === null ? [1, 1] : [1];
  const { at: best } = nelderMead(
    (x) => oneStepLoss(windows, mean, at(x)),
    start,
    start.map(() => 1),
    { tolerance: 1e-7, maxSteps: 80 },
  );
  return at(best);
}
