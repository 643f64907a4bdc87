import { type Vocabulary } from "../Vocabulary";
import { type LayoutOptions } from "./LogFile";
import { readInteractions } from "./readInteractions";

/** Who is tied to whom: friends, followers, trust. */
export interface SocialEdges {
  readonly users: Vocabulary;
  /** Positions in `users`, shape [edges]. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 where the file gives none, shape [edges]. */
  readonly weight: Float64Array;
}

/**
 * Reads a list of edges between users, `from to` or `from to weight` a row, in any format of
 * `readInteractions`. An edge holds in the direction written.
 *
 * @param options - `from` and `to` name the columns, where the file has a header
 * @param users - number the users by this vocabulary; edges of users outside it are left out.
 * Without it, by first appearance, those in `from` first
 */
export async function readSocialEdges(
  source: string,
  options: Omit<LayoutOptions, "columns"> & { from?: string; to?: string } = {},
  users?: Vocabulary,
): Promise<SocialEdges> {
  const { from, to, ...layout } = options;
  const columns = from === undefined || to === undefined ? undefined : { user: from, item: to };
  const edges = await readInteractions(source, { ...layout, columns });
  const known = users ?? edges.users.union(edges.items);
  const isKnown = (row: number) =>
    known.has(edges.users.ids[edges.userIndex[row]]) &&
    known.has(edges.items.ids[edges.itemIndex[row]]);
  const kept = users ? edges.filter(isKnown) : edges;
  return {
    users: known,
    from: kept.userIndex.map((index) => known.indexOf(kept.users.ids[index])),
    to: kept.itemIndex.map((index) => known.indexOf(kept.items.ids[index])),
    weight: kept.value,
  };
}
