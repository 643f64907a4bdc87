import { metricNamed, skillScore } from "../metrics";
import { bootstrapMean } from "./bootstrapMean";
import { type Run } from "./compare";
import { holm } from "./holm";
import { pairedTTest } from "./pairedTTest";
import { type Protocol } from "./Protocol";
import { randomisationTest } from "./randomisationTest";
import { wilcoxonTest } from "./wilcoxonTest";

/**
 * Over which leads p values are corrected: all of the table, models times metrics (the default), or
 * each metric's by themselves, for a claim about one metric that was named beforehand.
 */
export type HolmFamily = "all" | "metric";

/** One metric of one model, over all its runs. */
export interface ModelRow {
  readonly model: string;
  readonly metric: string;
  readonly mean: number;
  /** Of the runs' means; NaN for a single run. */
  readonly sd: number;
  /** Bootstrap interval over users; NaN for metrics of all users together. */
  readonly low: number;
  readonly high: number;
  readonly runCount: number;
  readonly userCount: number;
  /** Means over runs. */
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  /** The most of any run: of the whole process, see `Run`. */
  readonly peakBytes: number;
}

/** What a model is ahead of the baseline in one metric: paired, user by user. */
export interface Lead {
  readonly model: string;
  readonly metric: string;
  /** Mean of model - baseline, with its bootstrap interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly userCount: number;
  /**
   * Skill of the model with the baseline as the reference forecast: 1 - mean / the baseline's mean;
   * NaN for metrics of which 0 is not the best value.
   */
  readonly skill: number;
  /** Two-sided p values, corrected by Holm over the leads of the family. */
  readonly wilcoxonP: number;
  readonly tP: number;
  readonly randomisationP: number;
}

/** Means, spreads and paired tests of finished runs. */
export function compareRuns(
  runs: readonly Run[],
  names: readonly string[],
  { baseline, holmFamily }: { readonly baseline: string; readonly holmFamily: HolmFamily },
  protocol: Protocol,
): { rows: ModelRow[]; leads: Lead[] } {
  const { seed, resampleCount, intervalLevel: level } = protocol;
  const options = { seed, resampleCount, level };
  const first = runs[0].evaluation;
  const metrics = [...Object.keys(first.values), ...Object.keys(first.totals)];
  const byModel = new Map(names.map((name) => [name, runs.filter((run) => run.model === name)]));
  const rows = names.flatMap((model) =>
    metrics.map((metric) => modelRow(model, metric, byModel.get(model)!, options)),
  );
  const others = names.filter((name) => name !== baseline);
  const byMetric = Object.keys(first.values).map((metric) =>
    others.map((model) => {
      const [a, b] = pairedValues(byModel.get(model)!, byModel.get(baseline)!, metric);
      const gap = bootstrapMean(
        a.map((value, user) => value - b[user]),
        options,
      );
      return {
        model,
        metric,
        difference: gap.mean,
        low: gap.low,
        high: gap.high,
        userCount: gap.count,
        skill: metricNamed(metric.split("@")[0]).better === "lower" ? skillScore(a, b) : NaN,
        wilcoxonP: wilcoxonTest(a, b),
        tP: pairedTTest(a, b),
        randomisationP: randomisationTest(a, b, { seed }),
      };
    }),
  );
  const families = holmFamily === "all" ? [byMetric.flat()] : byMetric;
  return { rows, leads: families.flatMap(correct) };
}

function modelRow(
  model: string,
  metric: string,
  runs: readonly Run[],
  options: { seed: number; resampleCount: number; level: number },
): ModelRow {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const ofRuns = runs.map(({ evaluation }) =>
    metric in evaluation.totals ? evaluation.totals[metric] : evaluation.means[metric].mean,
  );
  const centre = mean(ofRuns);
  // Around the first run, so that equal runs differ by exactly 0.
  const shifted = ofRuns.map((value) => value - ofRuns[0]);
  const squares = shifted.reduce((sum, value) => sum + (value - mean(shifted)) ** 2, 0);
  const isTotal = metric in runs[0].evaluation.totals;
  const users = isTotal ? [] : [...userMeans(foldValues(runs, metric)).values()];
  const interval = bootstrapMean(users, options);
  return {
    model,
    metric,
    mean: isTotal ? centre : interval.mean,
    sd: runs.length > 1 ? Math.sqrt(squares / (runs.length - 1)) : NaN,
    low: interval.low,
    high: interval.high,
    runCount: runs.length,
    userCount: isTotal ? runs[0].evaluation.users.length : interval.count,
    fitSeconds: mean(runs.map((run) => run.fitSeconds)),
    predictSeconds: mean(runs.map((run) => run.evaluation.predictSeconds)),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
  };
}

/** Each user's mean over seeds in each fold that tests the user: by fold, then by user. */
function foldValues(runs: readonly Run[], metric: string): Map<number, Map<string, number>> {
  const folds = new Map<number, Map<string, number>>();
  for (const { fold, evaluation } of runs) {
    const seedCount = runs.filter((run) => run.fold === fold).length;
    const ofFold = folds.get(fold) ?? new Map<string, number>();
    evaluation.users.forEach((user, row) => {
      ofFold.set(user, (ofFold.get(user) ?? 0) + evaluation.values[metric][row] / seedCount);
    });
    folds.set(fold, ofFold);
  }
  return folds;
}

/** Each user once: the mean over the folds where the user has a value; NaN where there is none. */
function userMeans(folds: ReadonlyMap<number, ReadonlyMap<string, number>>): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const ofFold of folds.values()) {
    for (const [user, value] of ofFold) {
      const { sum, count } = sums.get(user) ?? { sum: 0, count: 0 };
      const isDefined = !Number.isNaN(value);
      sums.set(user, { sum: sum + (isDefined ? value : 0), count: count + (isDefined ? 1 : 0) });
    }
  }
  return new Map(Array.from(sums, ([user, { sum, count }]) => [user, sum / count]));
}

/** The values of two models, a user at the same place in both, over the folds where both have one. */
function pairedValues(
  ours: readonly Run[],
  theirs: readonly Run[],
  metric: string,
): [number[], number[]] {
  const [mine, others] = [foldValues(ours, metric), foldValues(theirs, metric)];
  for (const [fold, ofFold] of mine) {
    const ofOther = others.get(fold)!;
    for (const [user, value] of ofFold) {
      const other = ofOther.get(user) ?? NaN;
      if (Number.isNaN(value) || Number.isNaN(other)) {
        ofFold.delete(user);
        ofOther.delete(user);
      }
    }
    for (const user of ofOther.keys()) if (!ofFold.has(user)) ofOther.delete(user);
  }
  const [ourMeans, theirMeans] = [userMeans(mine), userMeans(others)];
  const users = [...ourMeans.keys()];
  return [users.map((user) => ourMeans.get(user)!), users.map((user) => theirMeans.get(user)!)];
}

function correct(leads: readonly Lead[]): Lead[] {
  const corrected = {
    wilcoxonP: holm(leads.map((lead) => lead.wilcoxonP)),
    tP: holm(leads.map((lead) => lead.tP)),
    randomisationP: holm(leads.map((lead) => lead.randomisationP)),
  };
  return leads.map((lead, at) => ({
    ...lead,
    wilcoxonP: corrected.wilcoxonP[at],
    tP: corrected.tP[at],
    randomisationP: corrected.randomisationP[at],
  }));
}
