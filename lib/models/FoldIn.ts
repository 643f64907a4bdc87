import { Interactions, type Vocabulary } from "../data";
import { type DenseMatrix } from "../matrices";

/** Says of a model that it scores users it hasn't seen at fit, from what they did. */
export interface FoldIn {
  /**
   * Scores of every user of a log, from that log alone; items unseen at fit are left out.
   *
   * @returns shape [interactions.users, model.items]; 0 for a user without known items unless
   * the model says otherwise
   */
  foldIn(interactions: Interactions): DenseMatrix;
}

/** Whether the model folds in. */
export function foldsIn<Subject extends object>(model: Subject): model is Subject & FoldIn {
  return typeof (model as Partial<FoldIn>).foldIn === "function";
}

/**
 * The rows of a log whose items are in a vocabulary, numbered by it; users keep their numbers.
 */
export function alignItems(interactions: Interactions, items: Vocabulary): Interactions {
  if (interactions.items === items) return interactions;
  const position = interactions.items.ids.map((id) => (items.has(id) ? items.indexOf(id) : -1));
  const known = interactions.filter((row) => position[interactions.itemIndex[row]] >= 0);
  return new Interactions({
    users: known.users,
    items,
    kinds: known.kinds,
    userIndex: known.userIndex,
    itemIndex: known.itemIndex.map((item) => position[item]),
    kindIndex: known.kindIndex,
    value: known.value,
    timestampMs: known.timestampMs,
  });
}
