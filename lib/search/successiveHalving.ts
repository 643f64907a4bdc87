import { type SearchDirection } from "./SearchSampler";

/** A stage of successive halving: so many trials go on until each has had so much budget. */
export interface HalvingRung {
  /** Epochs, users, seconds, ...: what a trial has had in all at the end of the stage. */
  readonly budget: number;
  readonly trialCount: number;
}

/**
 * The plan of successive halving: each stage gives the best 1 / reduction of the trials
 * reduction times the budget, so that all stages cost about the same.
 *
 * @param reduction - an integer of at least 2; default 3
 * @returns from the first stage to the one that reaches maxBudget, or to a single trial
 * @throws RangeError if a count or budget is out of range
 * @see Jamieson and Talwalkar (2016), Non-stochastic best arm identification, AISTATS
 */
export function halvingRungs(
  trialCount: number,
  minBudget: number,
  maxBudget: number,
  reduction = 3,
): HalvingRung[] {
  if (!(Number.isInteger(trialCount) && trialCount >= 1)) {
    throw new RangeError(`halvingRungs requires at least 1 trial, got ${trialCount}`);
  }
  const rungs: HalvingRung[] = [];
  for (const budget of rungBudgets(minBudget, maxBudget, reduction)) {
    const left = Math.floor(trialCount / reduction ** rungs.length);
    if (left === 0) break;
    rungs.push({ budget, trialCount: left });
  }
  return rungs;
}

/**
 * Budgets of the rungs: minBudget, reduction minBudget, reduction^2 minBudget, ... up to
 * maxBudget, which is the last one even if it is less than a whole step away.
 *
 * @throws RangeError if not 0 < minBudget <= maxBudget, or reduction is no integer from 2 on
 */
export function rungBudgets(minBudget: number, maxBudget: number, reduction = 3): number[] {
  if (!(minBudget > 0 && maxBudget >= minBudget && maxBudget < Infinity)) {
    throw new RangeError(
      `rungBudgets requires 0 < minBudget <= maxBudget, got ${minBudget} and ${maxBudget}`,
    );
  }
  if (!(Number.isInteger(reduction) && reduction >= 2)) {
    throw new RangeError(`rungBudgets requires an integer reduction from 2 on, got ${reduction}`);
  }
  const budgets: number[] = [];
  for (let budget = minBudget; budget < maxBudget; budget *= reduction) budgets.push(budget);
  return [...budgets, maxBudget];
}

/**
 * Which trials of a stage go on: the best ones; of equals, the earlier. Values that are no number
 * go on last.
 *
 * @param values - shape [trials]
 * @param count - how many go on
 * @returns positions in `values`, the best first
 */
export function halvingSurvivors(
  values: readonly number[],
  count: number,
  direction: SearchDirection = "minimize",
): number[] {
  const sign = direction === "minimize" ? 1 : -1;
  const cost = values.map((value) => (Number.isNaN(value) ? Infinity : sign * value));
  const order = values.map((_, index) => index);
  order.sort((a, b) => (cost[a] < cost[b] ? -1 : cost[a] > cost[b] ? 1 : 0));
  return order.slice(0, count);
}
