// How good a model is on a split: one number for each measure.
import { type Interactions } from "../lib/data";
import { evaluate } from "../lib/evaluation";
import { createModel, type Model } from "../lib/models";
import { RatingModel } from "../lib/models/RatingModel";
import { type Parts, type Row } from "./splits";

/** The mean of a ranking metric over users: all items but the seen are candidates. */
export async function ranking(
  name: string,
  config: object,
  { train, test }: Parts,
  metric = "ndcg@10",
): Promise<number> {
  const [measure, k] = metric.split("@");
  const model = await createModel(name, config).fit(train);
  const protocol = { metrics: [measure], k: Number(k), resampleCount: 1 };
  const { means } = await evaluate(model, test, protocol);
  model.dispose();
  return means[metric].mean;
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
