import {
  bootstrapMean,
  type Evaluation,
  metricLabel,
  type Protocol,
  type Run,
} from "../evaluation";
import { type TrialRecord } from "../search";
import { type FinalRun } from "./conductExperiment";
import { type Experiment } from "./Experiment";

/** What a final trial tells beside its metrics; a program may leave all of it out. */
interface FinalDetails {
  readonly users?: readonly string[];
  /** By metric, one value a user; null where it is undefined. */
  readonly values?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly warnings?: readonly string[];
  readonly config?: object;
}

/**
 * Final trials as the runs of a comparison. A metric that every trial told user by user has
 * intervals and tests; of another, a trial's one figure is taken as it is.
 */
export function runsOf(
  experiment: Experiment,
  planned: readonly FinalRun[],
  finals: readonly TrialRecord[],
  protocol: Protocol,
): { runs: Run[]; warnings: string[] } {
  const warnings = new Set<string>();
  const finished = finals.filter(({ state }) => state === "finished");
  const labels = experiment.metrics.map((name) => ({ name, label: metricLabel(name, protocol.k) }));
  const ofUsers = labels.filter(({ label }) =>
    finished.every((record) => detailsOf(record).values?.[label] !== undefined),
  );
  for (const { trial, error } of finals.filter(({ state }) => state !== "finished")) {
    const { contender, seed } = planned[trial];
    warnings.add(`${contender.name}, seed ${seed} failed: ${String(error).split("\n")[0]}`);
  }
  const runs = finished.map((record): Run => {
    const { contender, seed, fold } = planned[record.trial];
    const details = detailsOf(record);
    for (const warning of details.warnings ?? []) warnings.add(warning);
    const values = Object.fromEntries(
      ofUsers.map(({ label }) => [
        label,
        Float64Array.from(details.values![label], (value) => value ?? NaN),
      ]),
    );
    const totals = Object.fromEntries(
      labels
        .filter(({ label }) => !(label in values))
        .map(({ name, label }) => [label, firstOf(record.metrics, [label, name])]),
    );
    const { fitSeconds = record.seconds, predictSeconds = NaN, peakBytes = NaN } = record.metrics;
    const evaluation: Evaluation = {
      model: contender.name,
      config: details.config ?? { ...contender.settings },
      protocol,
      users: details.users ?? [],
      values,
      means: meansOf(values, protocol),
      totals,
      warnings: details.warnings ?? [],
      predictSeconds,
    };
    return { model: contender.name, seed, fold, evaluation, fitSeconds, peakBytes };
  });
  return { runs, warnings: [...warnings] };
}

/** The figure under the first name that a trial told one under; NaN without. */
function firstOf(metrics: TrialRecord["metrics"], names: readonly string[]): number {
  const told = names.find((name) => name in metrics);
  return told === undefined ? NaN : metrics[told];
}

function detailsOf({ details }: TrialRecord): FinalDetails {
  return details ?? {};
}

function meansOf(
  values: Readonly<Record<string, Float64Array>>,
  { seed, resampleCount, intervalLevel: level }: Protocol,
): Evaluation["means"] {
  return Object.fromEntries(
    Object.entries(values).map(([label, ofUsers]) => [
      label,
      bootstrapMean(ofUsers, { seed, resampleCount, level }),
    ]),
  );
}
