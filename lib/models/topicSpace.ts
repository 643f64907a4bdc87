import { type InterestSpace } from "../interests";
import { type DenseMatrix, matrixRow, SparseMatrix } from "../matrices";
import { topItems } from "./topItems";

/** What a topic model says of its topics. */
export interface TopicModel {
  readonly items: { readonly ids: readonly string[] };
  /** p(topic) over the whole log, shape [topics]. */
  readonly topicShares: ArrayLike<number>;
  /** p(item | topic), shape [topics, items]. */
  readonly itemShares: DenseMatrix;
}

/** How topics are called and where they are cut off. */
export interface TopicSpaceOptions {
  readonly name?: string;
  /** A topic's name from its number (from 1) and its most telling items; "topic 1" by default. */
  readonly label?: (number: number, items: readonly string[]) => string;
  /** Smaller shares of an item are left out, and the rest scaled up; 0.01 by default. */
  readonly smallestShare?: number;
}

/**
 * Learned topics as an interest space, for data whose items have no categories.
 *
 *     m(item, topic) = p(topic | item) = p(item | topic) p(topic) / sum over topics of the same
 *
 * A topic's most telling items, for its label, are those of largest p(item | topic), five of them.
 */
export function topicSpace(model: TopicModel, options: TopicSpaceOptions = {}): InterestSpace {
  const { name = "topics", label = (number) => `topic ${number}`, smallestShare = 0.01 } = options;
  const { topicShares, itemShares, items } = model;
  const topicCount = itemShares.rowCount;
  const rows: number[] = [];
  const columns: number[] = [];
  const shares: number[] = [];
  for (let item = 0; item < items.ids.length; item++) {
    const joint = Float64Array.from(
      { length: topicCount },
      (_, topic) => matrixRow(itemShares, topic)[item] * topicShares[topic],
    );
    const sum = joint.reduce((total, share) => total + share, 0);
    const kept = joint.map((share) => (share >= smallestShare * sum ? share : 0));
    const keptSum = kept.reduce((total, share) => total + share, 0);
    kept.forEach((share, topic) => {
      if (share === 0) return;
      rows.push(item);
      columns.push(topic);
      shares.push(share / keptSum);
    });
  }
  const interests = Array.from({ length: topicCount }, (_, topic) => {
    const telling = Array.from(topItems(matrixRow(itemShares, topic), 5), (i) => items.ids[i]);
    return label(topic + 1, telling);
  });
  const shape = [items.ids.length, topicCount] as const;
  const membership = SparseMatrix.fromEntries(shape, rows, columns, shares);
  return { name, interests, items: items.ids, membership };
}
