import { betterOf, type Comparison } from "../evaluation";
import {
  type Figure,
  importanceBars,
  lines,
  modelComparison,
  optimizationHistory,
  parallelCoordinates,
  searchSlices,
  tradeOff,
} from "../figures";
import {
  parameterImportance,
  type SearchObjective,
  type SearchSpace,
  type SearchTrial,
  type TrialRecord,
} from "../search";
import { type ConductedExperiment, fileName } from "./conductExperiment";
import { nameOf, objectivesOf } from "./contenders";
import { type Experiment } from "./Experiment";

/** A figure with the name of its file. */
export interface ExperimentFigure {
  readonly name: string;
  readonly figure: Figure;
}

/** Trials that an importance is worth showing from. */
const FEWEST_FOR_IMPORTANCE = 8;

/** Trials whose curves are drawn, the best ones. */
const CURVES = 6;

/** What an experiment found, in pictures: of the comparison, and of each search. */
export function experimentFigures(
  experiment: Experiment,
  { comparison, searches }: ConductedExperiment,
): ExperimentFigure[] {
  const objectives = objectivesOf(experiment);
  const ofSearches = experiment.models.flatMap((model) => {
    const name = nameOf(model);
    if (!model.search) return [];
    return searchFigures(model.search, searches[name], objectives).map(
      ({ name: kind, figure }) => ({
        name: `${fileName(name)}-${kind}`,
        figure,
      }),
    );
  });
  return [...comparisonFigures(comparison), ...ofSearches];
}

function comparisonFigures({ rows, baseline }: Comparison): ExperimentFigure[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  return metrics.flatMap((metric) => {
    const ofMetric = rows.filter((row) => row.metric === metric && Number.isFinite(row.mean));
    if (ofMetric.length === 0) return [];
    const scores = ofMetric.map(({ model, mean, low, high }) => ({
      ...{ model, value: mean },
      ...(Number.isFinite(low) && { low, high }),
    }));
    const figure = modelComparison(scores, {
      metric,
      baseline,
      lowerIsBetter: betterOf(metric) === "lower",
      sample: `n = ${ofMetric[0].userCount} users, ${ofMetric[0].runCount} runs a model`,
    });
    return [{ name: fileName(`comparison-${metric}`), figure }];
  });
}

/** The pictures of one search: history, settings, importance, slices, and a front where there is one. */
export function searchFigures(
  space: SearchSpace,
  records: readonly TrialRecord[],
  objectives: readonly SearchObjective[],
): ExperimentFigure[] {
  const [{ metric, direction }] = objectives;
  const history = historyOf(records, metric);
  const known = history.filter(({ value }) => value !== null && Number.isFinite(value)).length;
  if (known === 0) return [];
  const options = { objective: `validation ${metric}`, direction };
  const [first, second] = objectives;
  return [
    { name: "history", figure: optimizationHistory(history, options) },
    { name: "settings", figure: parallelCoordinates(space, history, options) },
    { name: "slices", figure: searchSlices(space, history, options) },
    ...(known >= FEWEST_FOR_IMPORTANCE
      ? [
          {
            name: "importance",
            figure: importanceBars(parameterImportance(space, history, { direction }), options),
          },
        ]
      : []),
    ...(objectives.length > 1
      ? [{ name: "trade-off", figure: frontOf(records, [second, first]) }]
      : []),
    ...curveFigure(records, { metric, direction }),
  ];
}

/** Each trial on the highest rung that it finished. */
function historyOf(records: readonly TrialRecord[], metric: string): SearchTrial[] {
  const trials: SearchTrial[] = [];
  for (const { trial, state, settings, metrics } of records) {
    const value = state === "finished" ? (metrics[metric] ?? null) : null;
    if (value !== null || !(trial in trials)) trials[trial] = { settings, value };
  }
  return trials.filter(Boolean);
}

function frontOf(
  records: readonly TrialRecord[],
  [x, y]: readonly [SearchObjective, SearchObjective],
): Figure {
  const points = records
    .filter(({ state }) => state === "finished")
    .map(({ trial, metrics, settings }) => ({
      label: `trial ${trial + 1}: ${JSON.stringify(settings)}`,
      x: metrics[x.metric],
      y: metrics[y.metric],
    }));
  const named = ({ metric, direction }: SearchObjective) => ({ name: metric, direction });
  return tradeOff(points, { x: named(x), y: named(y) });
}

/** Intermediate values of the best trials, where trials have any. */
function curveFigure(
  records: readonly TrialRecord[],
  { metric, direction }: SearchObjective,
): ExperimentFigure[] {
  const sign = direction === "minimize" ? 1 : -1;
  const drawn = records
    .filter(({ state, curve }) => state === "finished" && curve.length > 1)
    .sort((a, b) => sign * (a.metrics[metric] - b.metrics[metric]))
    .slice(0, CURVES);
  if (drawn.length === 0) return [];
  const figure = lines(
    drawn.map(({ trial, curve }) => ({
      name: `trial ${trial + 1}`,
      x: curve.map((_, step) => step + 1),
      y: curve.map(({ value }) => value),
    })),
    {
      name: "curves",
      title: `Intermediate values of the ${drawn.length} best trials by ${metric}`,
      x: { title: "step" },
      y: { title: "intermediate value" },
    },
  );
  return [{ name: "curves", figure }];
}
