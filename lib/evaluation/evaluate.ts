import { type Interactions } from "../data";
import { alignSpace, InterestDistribution, type InterestSpace } from "../interests";
import { denseMatrix } from "../matrices";
import { type ListInput, type Metric, metricNamed } from "../metrics";
import { type Model } from "../models";
import { bootstrapMean, type MeanInterval } from "./bootstrapMean";
import { forecastOutcomes } from "./forecastOutcomes";
import { completeProtocol, type Protocol } from "./Protocol";
import { type RankOptions, rankUsers, SCORES_AT_A_TIME } from "./rankUsers";
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
  /** Metrics of all lists together ("itemCoverage@10"). */
  readonly totals: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Time for scores, lists and distributions. */
  readonly predictSeconds: number;
}

/** What `evaluate` needs beside the protocol. */
export interface EvaluateOptions extends RankOptions {
  /** The interests that metrics of forecasts (logScore, ...) are over. */
  readonly space?: InterestSpace;
}

/**
 * Measures a fitted model on test interactions: ranks items for every test user the model knows,
 * and computes the protocol's metrics, one value per user.
 *
 * Lists are chosen from all items, without those seen in the fitted log, unless the protocol says
 * otherwise; ties go to the item with the lower position. A test item the model has never seen
 * can't be hit and still counts as relevant. Forecasts are the model's distributions over
 * `options.space`, held against the interests of the relevant items.
 *
 * @param test - interactions the model was not fitted on
 * @param protocol - defaults in `DEFAULT_PROTOCOL`
 * @throws RangeError if the protocol is out of range, no test user is known, a score is NaN, or
 * a metric of forecasts is wanted without a space
 */
export async function evaluate(
  model: Model,
  test: Interactions,
  protocol: Partial<Protocol> = {},
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const complete = completeProtocol(protocol);
  const relevant = relevantItems(model, test, complete.relevantFrom);
  const started = performance.now();
  const ranked = await rankUsers(model, relevant, complete, options);
  const forecasts = forecastsWanted(complete) ? forecast(model, relevant, options.space) : null;
  const predictSeconds = (performance.now() - started) / 1000;

  const values: Record<string, Float64Array> = {};
  const totals: Record<string, number> = {};
  const input: ListInput = { ...ranked, relevant: relevant.items, k: complete.k };
  for (const name of complete.metrics) {
    const metric = metricNamed(name);
    if (metric.reads === "forecasts") values[name] = metric.perUser(forecasts!);
    else if (metric.reads === "lists")
      values[labelled(name, metric, complete.k)] = metric.perUser(input);
    else totals[labelled(name, metric, complete.k)] = metric.total(input);
  }
  const { seed, resampleCount, intervalLevel: level } = complete;
  const means = Object.fromEntries(
    Object.entries(values).map(([name, ofUsers]) => [
      name,
      bootstrapMean(ofUsers, { seed, resampleCount, level }),
    ]),
  );
  return {
    model: model.name,
    config: model.config,
    protocol: complete,
    users: Array.from(relevant.userIndex, (user) => model.users.ids[user]),
    values,
    means,
    totals,
    warnings: [...relevant.warnings, ...protocolWarnings(complete)],
    predictSeconds,
  };
}

/** "ndcg@10"; metrics that don't depend on k go by their name alone. */
function labelled(name: string, metric: Metric, k: number): string {
  return metric.reads === "lists" && metric.depth === "relevant" ? name : `${name}@${k}`;
}

function forecastsWanted(protocol: Protocol): boolean {
  return protocol.metrics.some((name) => metricNamed(name).reads === "forecasts");
}

function protocolWarnings({ candidates }: Protocol): string[] {
  if (candidates === "all") return [];
  return [
    `ranked among ${candidates.sampled} sampled candidates: figures are not comparable with those of full ranking`,
  ];
}

/** The model's distributions for the evaluated users, and the interests of what they did. */
function forecast(
  model: Model,
  { userIndex, items }: Relevant,
  space: InterestSpace | undefined,
): { forecasts: InterestDistribution; outcomes: ReturnType<typeof forecastOutcomes> } {
  if (!space) {
    throw new RangeError("evaluate requires a space for metrics of forecasts, got none");
  }
  const aligned = alignSpace(space, model.items.ids);
  const interestCount = aligned.interests.length;
  const probabilities = new Float32Array(userIndex.length * interestCount);
  const batchSize = Math.max(1, Math.floor(SCORES_AT_A_TIME / model.items.size));
  for (let start = 0; start < userIndex.length; start += batchSize) {
    const batch = userIndex.subarray(start, start + batchSize);
    const rows = model.distribution(batch, aligned).probabilities;
    probabilities.set(rows.values, start * interestCount);
  }
  const forecasts = new InterestDistribution({
    users: Array.from(userIndex, (user) => model.users.ids[user]),
    spaceName: aligned.name,
    interests: aligned.interests,
    probabilities: denseMatrix(probabilities, userIndex.length, interestCount),
  });
  return { forecasts, outcomes: forecastOutcomes(items, aligned) };
}
