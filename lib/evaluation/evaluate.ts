import { type Interactions } from "../data";
import { alignSpace, type InterestSpace } from "../interests";
import { type ForecastInput, type ListInput, metricNamed, type RatedPairs } from "../metrics";
import { bootstrapMean, type MeanInterval } from "./bootstrapMean";
import { type ForecastTruth, forecastUsers } from "./forecastUsers";
import { type Predictor } from "./Predictor";
import { predictUsers, selectRows, type UserPredictions, type WatchOptions } from "./predictUsers";
import { completeProtocol, type Protocol } from "./Protocol";
import { type Relevant, relevantItems } from "./relevantItems";

/** How a fitted model did on test interactions. */
export interface Evaluation {
  readonly model: string;
  readonly config: object;
  readonly protocol: Protocol;
  /** Ids of the evaluated users: those the model knows who have a relevant item. */
  readonly users: readonly string[];
  /** One value per user for each metric ("ndcg@10", "logScore"), shape [users]; NaN: undefined. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** The mean of each metric with its bootstrap interval, over users with a value. */
  readonly means: Readonly<Record<string, MeanInterval>>;
  /** Metrics of all users together ("itemCoverage@10", "ece"). */
  readonly totals: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Time for scores, lists and distributions. */
  readonly predictSeconds: number;
}

/** What `evaluate` needs beside the protocol. */
export interface EvaluateOptions extends WatchOptions, ForecastTruth {
  /** The interests that metrics of forecasts (logScore, ...) and of what items are like are over. */
  readonly space?: InterestSpace;
  /** Each test user's negatives, of a protocol whose candidates they are: `Split.negatives`. */
  readonly negatives?: Interactions | null;
}

/**
 * Measures a fitted model on test interactions: ranks items for every test user the model knows,
 * and computes the protocol's metrics, one value per user.
 *
 * Lists are chosen from all items, without those seen in the fitted log, unless the protocol says
 * otherwise (negatives that the model has never seen can't be listed); ties go to the item with the lower position. A test item the model has never seen
 * can't be hit and still counts as relevant. Forecasts are the model's distributions over
 * `options.space`, held against the interests of the relevant items, and by metrics that compare
 * distributions against `options.truth`, or the shares of those interests where it isn't known.
 *
 * @param predictor - a fitted `Model`, or another program's predictions (`ForeignPredictions`)
 * @param test - interactions the model was not fitted on
 * @param protocol - defaults in `DEFAULT_PROTOCOL`
 * @throws RangeError if the protocol is out of range, no test user is known, a score is NaN, a
 * metric wants a space and there is none, or the protocol's candidates are negatives and a test
 * user has none or one that is relevant
 */
export async function evaluate(
  predictor: Predictor,
  test: Interactions,
  protocol: Partial<Protocol> = {},
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const complete = completeProtocol(protocol);
  const unknowable = complete.metrics.find((name) => "wantsTruth" in metricNamed(name));
  if (unknowable !== undefined && !options.truth) {
    throw new RangeError(`evaluate requires the true distributions for ${unknowable}, got none`);
  }
  const relevant = relevantItems(predictor, test, complete.relevantFrom);
  const readsForecasts = (name: string): boolean => metricNamed(name).reads.endsWith("forecasts");
  const started = performance.now();
  const predictions = complete.metrics.every(readsForecasts)
    ? null
    : await predictUsers(predictor, relevant, complete, options);
  const forecasts = complete.metrics.some(readsForecasts)
    ? forecastUsers(predictor, relevant, options, complete)
    : null;
  const predictSeconds = (performance.now() - started) / 1000;
  const measured = measure(complete, {
    predictions,
    forecasts,
    lists: predictions && listInput(predictor, relevant, complete, predictions, options.space),
    relevant,
  });
  const { seed, resampleCount, intervalLevel: level } = complete;
  const means = Object.fromEntries(
    Object.entries(measured.values).map(([name, ofUsers]) => [
      name,
      bootstrapMean(ofUsers, { seed, resampleCount, level }),
    ]),
  );
  return {
    model: predictor.name,
    config: predictor.config,
    protocol: complete,
    users: Array.from(relevant.userIndex, (user) => predictor.users.ids[user]),
    ...measured,
    means,
    warnings: [...relevant.warnings, ...protocolWarnings(complete)],
    predictSeconds,
  };
}

/** Computes the protocol's metrics from what each of them reads. */
function measure(
  { metrics, k, relevantFrom }: Protocol,
  read: {
    predictions: UserPredictions | null;
    lists: ListInput | null;
    forecasts: ForecastInput | null;
    relevant: Relevant;
  },
): Pick<Evaluation, "values" | "totals"> {
  const values: Record<string, Float64Array> = {};
  const totals: Record<string, number> = {};
  for (const name of metrics) {
    const metric = metricNamed(name);
    const label = metricLabel(name, k);
    if (metric.reads === "lists") {
      if (metric.wantsSpace && !read.lists?.membership) {
        throw new RangeError(`evaluate requires a space for ${name}, got none`);
      }
      values[label] = metric.perUser(read.lists!);
    } else if (metric.reads === "all lists") totals[label] = metric.total(read.lists!);
    else if (metric.reads === "scores") values[label] = read.predictions!.ofScores[name];
    else if (metric.reads === "all scores") {
      totals[label] = metric.total(read.predictions!.ofScores[name], relevantCounts(read.relevant));
    } else if (metric.reads === "ratings") {
      const { pairs, lists } = read.predictions!;
      const asked = metric.ofRelevance ? relevancePairs(pairs, relevantFrom) : pairs;
      values[label] = metric.perUser(asked, lists.length);
    } else if (metric.reads === "all ratings")
      totals[label] = metric.total(read.predictions!.pairs);
    else if (metric.reads === "forecasts") values[label] = metric.perUser(read.forecasts!);
    else totals[label] = metric.total(read.forecasts!);
  }
  return { values, totals };
}

function relevantCounts({ items }: Relevant): Float64Array {
  return Float64Array.from({ length: items.rowCount }, (_, row) => items.rowColumns(row).length);
}

/** Pairs whose actual value is 1 where it is relevant, else 0; as they are where every one is. */
function relevancePairs(pairs: RatedPairs, relevantFrom: number | null): RatedPairs {
  if (relevantFrom === null) return pairs;
  return { ...pairs, actual: Array.from(pairs.actual, (value) => (value >= relevantFrom ? 1 : 0)) };
}

/** How results name a metric: "ndcg@10"; metrics that don't depend on k go by their name alone. */
export function metricLabel(name: string, k: number): string {
  const metric = metricNamed(name);
  const ofLists = metric.reads === "lists" || metric.reads === "all lists";
  return (ofLists && !("depth" in metric)) || "isAtK" in metric ? `${name}@${k}` : name;
}

function listInput(
  predictor: Predictor,
  { userIndex, items }: Relevant,
  { k }: Protocol,
  { lists, candidateCount }: UserPredictions,
  space: InterestSpace | undefined,
): ListInput {
  const { seen } = predictor;
  const userCounts = new Float64Array(predictor.items.size);
  for (const item of seen.columnIndex) userCounts[item]++;
  return {
    lists,
    relevant: items,
    k,
    itemCount: predictor.items.size,
    candidateCount,
    history: selectRows(seen, userIndex),
    userCounts,
    fittedUserCount: seen.rowCount,
    membership: space && alignSpace(space, predictor.items.ids).membership,
  };
}

function protocolWarnings({ candidates }: Protocol): string[] {
  if (candidates === "all") return [];
  const among =
    candidates === "negatives"
      ? "the negatives of the split"
      : `${candidates.sampled} sampled candidates`;
  return [`ranked among ${among}: figures are not comparable with those of full ranking`];
}
