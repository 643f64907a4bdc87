import { bootstrapMean } from "./bootstrapMean";
import { type Run } from "./compare";
import { holm } from "./holm";
import { pairedTTest } from "./pairedTTest";
import { type Protocol } from "./Protocol";
import { randomisationTest } from "./randomisationTest";
import { wilcoxonTest } from "./wilcoxonTest";

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
  /** Two-sided p values, corrected by Holm over all leads of the metric. */
  readonly wilcoxonP: number;
  readonly tP: number;
  readonly randomisationP: number;
}

/** Means, spreads and paired tests of finished runs. */
export function compareRuns(
  runs: readonly Run[],
  names: readonly string[],
  baseline: string,
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
  const leads = Object.keys(first.values).flatMap((metric) => {
    const ofBaseline = userValues(byModel.get(baseline)!, metric);
    const others = names.filter((name) => name !== baseline);
    return correct(
      others.map((model) => {
        const ours = userValues(byModel.get(model)!, metric);
        const [a, b] = sameUsers(ours, ofBaseline);
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
          wilcoxonP: wilcoxonTest(a, b),
          tP: pairedTTest(a, b),
          randomisationP: randomisationTest(a, b, { seed }),
        };
      }),
    );
  });
  return { rows, leads };
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
  const squares = ofRuns.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const isTotal = metric in runs[0].evaluation.totals;
  const users = isTotal ? [] : [...userValues(runs, metric).values()];
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

/** Each user's mean over seeds; a user of several folds counts once in each. */
function userValues(runs: readonly Run[], metric: string): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { fold, evaluation } of runs) {
    evaluation.users.forEach((user, row) => {
      const key = `${fold} ${user}`;
      const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
      sums.set(key, { sum: sum + evaluation.values[metric][row], count: count + 1 });
    });
  }
  return new Map(Array.from(sums, ([user, { sum, count }]) => [user, sum / count]));
}

function sameUsers(
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): [number[], number[]] {
  const users = [...ours.keys()].filter((user) => theirs.has(user));
  return [users.map((user) => ours.get(user)!), users.map((user) => theirs.get(user)!)];
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
