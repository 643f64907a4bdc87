import { RandomGenerator } from "../probability";
import { nextAshaJob } from "./nextAshaJob";
import { scalarise } from "./scalarise";
import { type SearchTrial } from "./SearchSampler";
import { type StudyPlan } from "./Study";
import { halvingSurvivors } from "./successiveHalving";
import { type TrialRecord } from "./TrialRecord";
import { type TrialSettings } from "./TrialSettings";

/** One run of a trial: on one rung, where there are rungs. */
export interface StudyJob {
  readonly trial: number;
  readonly rung: number;
  readonly budget: number | null;
  readonly settings: TrialSettings;
}

/** A run that was begun, with its outcome where that may be looked at. */
export interface SeenJob {
  readonly job: StudyJob;
  /** null: it runs, or counts as if it did. */
  readonly record: TrialRecord | null;
}

/**
 * What to run next, as a pure function of the runs begun so far, in the order of their beginning.
 *
 * @returns null if there is nothing to begin: for good, if all outcomes are seen; else until then
 */
export function planJob(plan: StudyPlan, seen: readonly SeenJob[]): StudyJob | null {
  const { pruning } = plan;
  if (!pruning || pruning.kind === "median") return newTrial(plan, seen, null);
  const { kind, budgets, reduction = 3 } = pruning;
  return (kind === "asha" ? planAsha : planHalving)(plan, seen, { budgets, reduction });
}

function newTrial(
  plan: StudyPlan,
  seen: readonly SeenJob[],
  budget: number | null,
): StudyJob | null {
  const history = historyOf(plan, seen);
  if (history.length >= plan.trialCount) return null;
  const settings = plan.sampler.suggest(history);
  return settings && { trial: history.length, rung: 0, budget, settings };
}

/** The trials as the sampler sees them: on the highest rung that is known. */
function historyOf({ objectives, seed = 1 }: StudyPlan, seen: readonly SeenJob[]): SearchTrial[] {
  const trials: { settings: TrialSettings; point: number[] | null }[] = [];
  for (const { job, record } of seen) {
    trials[job.trial] ??= { settings: job.settings, point: null };
    if (record?.state === "finished") {
      trials[job.trial].point = objectives.map(({ metric }) => record.metrics[metric] ?? NaN);
    }
  }
  const points = trials.map(({ point }) => point);
  const values =
    objectives.length === 1
      ? points.map((point) => point && point[0])
      : scalarise(
          points,
          objectives.map(({ direction }) => direction),
          new RandomGenerator(seed).fork("objectives").fork(trials.length),
        );
  return trials.map(({ settings }, trial) => ({ settings, value: values[trial] }));
}

function planAsha(plan: StudyPlan, seen: readonly SeenJob[], rungs: Rungs): StudyJob | null {
  const values = rungValues(plan, seen);
  const { direction } = plan.objectives[0];
  const next = nextAshaJob(
    values.map((ofTrial) => ({ values: ofTrial })),
    { rungCount: rungs.budgets.length, reduction: rungs.reduction, direction },
  );
  if (next.trialIndex === null) return newTrial(plan, seen, rungs.budgets[0]);
  return promoted(seen, next.trialIndex, next.rung, rungs);
}

/** The rungs one after another: a rung begins when all trials of the one before have ended. */
function planHalving(plan: StudyPlan, seen: readonly SeenJob[], rungs: Rungs): StudyJob | null {
  const begun = newTrial(plan, seen, rungs.budgets[0]);
  if (begun) return begun;
  const values = rungValues(plan, seen);
  const { direction } = plan.objectives[0];
  for (let rung = 1; rung < rungs.budgets.length; rung++) {
    const before = seen.filter(({ job }) => job.rung === rung - 1);
    if (before.some(({ record }) => record === null)) return null;
    const known = before.map(({ job }) => values[job.trial][rung - 1] ?? NaN);
    const best = halvingSurvivors(known, Math.floor(known.length / rungs.reduction), direction)
      .filter((at) => !Number.isNaN(known[at]))
      .map((at) => before[at].job.trial);
    const waiting = best.find((trial) => values[trial].length === rung);
    if (waiting !== undefined) return promoted(seen, waiting, rung, rungs);
  }
  return null;
}

interface Rungs {
  readonly budgets: readonly number[];
  readonly reduction: number;
}

/** Each trial's first objective at the end of each rung begun; null where it isn't known. */
function rungValues(
  { objectives: [{ metric }] }: StudyPlan,
  seen: readonly SeenJob[],
): (number | null)[][] {
  const values: (number | null)[][] = [];
  for (const { job, record } of seen) {
    values[job.trial] ??= [];
    values[job.trial][job.rung] = record?.metrics[metric] ?? null;
  }
  return values;
}

function promoted(seen: readonly SeenJob[], trial: number, rung: number, rungs: Rungs): StudyJob {
  const { settings } = seen.find(({ job }) => job.trial === trial)!.job;
  return { trial, rung, budget: rungs.budgets[rung], settings };
}
