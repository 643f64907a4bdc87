// How good a model is on a split: one number for each measure.
import { type Interactions } from "../lib/data";
import { evaluate } from "../lib/evaluation";
import { createModel, type FitOptions, type Model } from "../lib/models";
import { RatingModel } from "../lib/models/RatingModel";
import { type Parts, type Row } from "./splits";

/** A fitted model, and how good it is: a figure for each measure. */
export interface Measured {
  readonly model: Model;
  readonly figures: Readonly<Record<string, number>>;
}

/** The means of ranking metrics over users: all items but the seen are candidates. */
export async function rankings(
  name: string,
  config: object,
  { train, test }: Parts,
  metrics: readonly string[],
  options: FitOptions = {},
): Promise<Measured> {
  const model = await createModel(name, config).fit(train, options);
  const names = metrics.map((metric) => metric.split("@")[0]);
  const k = Number(metrics[0].split("@")[1]);
  const protocol = { metrics: names, k, resampleCount: 1 };
  const { means } = await evaluate(model, test, protocol);
  return {
    model,
    figures: Object.fromEntries(metrics.map((metric) => [metric, means[metric].mean])),
  };
}

/** The mean of one ranking metric. */
export async function ranking(
  name: string,
  config: object,
  parts: Parts,
  metric = "ndcg@10",
): Promise<number> {
  const { model, figures } = await rankings(name, config, parts, [metric]);
  model.dispose();
  return figures[metric];
}

/**
 * The root of the mean squared error over ratings. A model that isn't one of ratings predicts its
 * score, held within the range of the ratings, and their mean for who or what it doesn't know.
 */
export async function rmse(
  name: string,
  config: object,
  train: Interactions,
  test: readonly Row[],
): Promise<number> {
  const model = await createModel(name, config).fit(train);
  const users = test.map(([user]) => user);
  const items = test.map((row) => row[1]);
  const predicted =
    model instanceof RatingModel
      ? model.predict(users, items)
      : predictByScore(model, train, users, items);
  model.dispose();
  const squares = test.reduce((sum, row, at) => sum + (Number(row[2]) - predicted[at]) ** 2, 0);
  return Math.sqrt(squares / test.length);
}

function predictByScore(
  model: Model,
  { value }: Interactions,
  users: readonly string[],
  items: readonly string[],
): Float64Array {
  const low = value.reduce((least, rating) => Math.min(least, rating), Infinity);
  const high = value.reduce((most, rating) => Math.max(most, rating), -Infinity);
  const mean = value.reduce((sum, rating) => sum + rating, 0) / value.length;
  const { values, columnCount } = model.scores(model.users.ids);
  return Float64Array.from(users, (user, at) => {
    if (!model.users.has(user) || !model.items.has(items[at])) return mean;
    const place = model.users.indexOf(user) * columnCount + model.items.indexOf(items[at]);
    return Math.min(high, Math.max(low, values[place]));
  });
}
