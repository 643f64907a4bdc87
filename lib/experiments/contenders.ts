import { metricLabel } from "../evaluation";
import { METRICS, metricNamed } from "../metrics";
import {
  createSampler,
  rungBudgets,
  type SearchDirection,
  type SearchObjective,
  type StudyPlan,
  type TrialPruning,
  type TrialRecord,
  type TrialSettings,
} from "../search";
import { type Experiment, type ExperimentModel } from "./Experiment";

/** A model as it stands in the final comparison. */
export interface ExperimentContender {
  /** In tables; "tuned" is added to the name of a model with searched settings. */
  readonly name: string;
  /** Position in the experiment's models. */
  readonly model: number;
  /** Over the model's config; empty for the model as the file has it. */
  readonly settings: TrialSettings;
}

/** A model's name in tables. */
export function nameOf({ name, model }: ExperimentModel): string {
  return name ?? model;
}

/** @throws RangeError if two models have one name, the baseline is none of them, or a goal is unclear */
export function checkContenders(experiment: Experiment): void {
  const names = experiment.models.map(nameOf);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new RangeError(`an experiment requires distinct names of models, got ${twice} twice`);
  }
  const { baseline } = experiment;
  const tuned = experiment.models
    .filter(({ search }) => search)
    .map((model) => `${nameOf(model)} tuned`);
  if (baseline !== undefined && ![...names, ...tuned].includes(baseline)) {
    throw new RangeError(
      `an experiment requires a baseline among ${[...names, ...tuned].join(", ")}, got ${baseline}`,
    );
  }
  objectivesOf(experiment);
}

const COSTS: readonly string[] = ["fitSeconds", "predictSeconds", "peakBytes"];

/**
 * What an experiment's trials are judged by, under the names that trials report.
 *
 * @throws RangeError if a metric's direction isn't known and not given
 */
export function objectivesOf({ search, metrics, k }: Experiment): SearchObjective[] {
  const wanted = search.objectives ?? [{ metric: metrics[0] }];
  return wanted.map(({ metric, direction }) => {
    const [name] = metric.split("@");
    const isKnown = name in METRICS;
    const known = isKnown ? DIRECTIONS[metricNamed(name).better] : undefined;
    const resolved = direction ?? known ?? (COSTS.includes(name) ? "minimize" : undefined);
    if (resolved === undefined) {
      throw new RangeError(
        `an experiment's objective requires a direction, got none for ${metric}`,
      );
    }
    return { metric: isKnown ? metricLabel(name, k) : metric, direction: resolved };
  });
}

const DIRECTIONS: Readonly<Record<string, SearchDirection | undefined>> = {
  higher: "maximize",
  lower: "minimize",
};

/** The search of one model's settings; null for a model that has none. */
export function studyOf(experiment: Experiment, model: ExperimentModel): StudyPlan | null {
  const { search } = experiment;
  if (!model.search) return null;
  const objectives = objectivesOf(experiment);
  // Several objectives reach the sampler as one cost.
  const direction = objectives.length === 1 ? objectives[0].direction : "minimize";
  return {
    name: nameOf(model),
    sampler: createSampler(search.sampler, model.search, { seed: search.seed, direction }),
    trialCount: search.trials,
    objectives,
    pruning: pruningOf(experiment, model, objectives[0]),
    seed: search.seed,
  };
}

function pruningOf(
  { search: { pruning } }: Experiment,
  { program }: ExperimentModel,
  objective: SearchObjective,
): TrialPruning | undefined {
  if (!pruning) return undefined;
  if (pruning.kind === "median") {
    return { direction: program ? objective.direction : "minimize", ...pruning };
  }
  const { kind, least, most, reduction } = pruning;
  return { kind, budgets: rungBudgets(least, most, reduction), reduction };
}

/**
 * The finished trial with the best first objective, among those with the most budget; the earlier
 * one of equals; null if there is none.
 */
export function bestTrial(
  records: readonly TrialRecord[],
  { metric, direction }: SearchObjective,
): TrialRecord | null {
  const sign = direction === "minimize" ? 1 : -1;
  const known = records.filter(
    ({ state, metrics }) => state === "finished" && Number.isFinite(metrics[metric]),
  );
  const most = Math.max(...known.map(({ rung }) => rung));
  return known
    .filter(({ rung }) => rung === most)
    .reduce<TrialRecord | null>(
      (best, record) =>
        best === null || sign * record.metrics[metric] < sign * best.metrics[metric]
          ? record
          : best,
      null,
    );
}
