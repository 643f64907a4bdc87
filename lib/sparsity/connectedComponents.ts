import { type Interactions } from "../data";

/** One island of the users-items graph. */
export interface Component {
  readonly userCount: number;
  readonly itemCount: number;
  /** Rows of the log. */
  readonly interactionCount: number;
}

/** The islands of the users-items graph. */
export interface ConnectedComponents {
  /** Largest first, by users and items together; ties by rows, then by first appearance. */
  readonly components: readonly Component[];
  /** The position in `components` of each user, shape [users]. */
  readonly componentOfUser: Int32Array;
  /** The position in `components` of each item, shape [items]. */
  readonly componentOfItem: Int32Array;
}

/**
 * The connected components of the graph whose nodes are users and items and whose edges are
 * interactions. Nothing learned from one component says anything of another. A user or item
 * without a row is a component by itself.
 *
 * By disjoint sets, with path halving and union by size.
 */
export function connectedComponents(interactions: Interactions): ConnectedComponents {
  const { userIndex, itemIndex } = interactions;
  const userCount = interactions.users.size;
  const nodeCount = userCount + interactions.items.size;
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const size = new Int32Array(nodeCount).fill(1);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let row = 0; row < userIndex.length; row++) {
    let large = rootOf(userIndex[row]);
    let small = rootOf(userCount + itemIndex[row]);
    if (large === small) continue;
    if (size[large] < size[small]) [large, small] = [small, large];
    parent[small] = large;
    size[large] += size[small];
  }
  return describe(
    interactions,
    Int32Array.from(parent, (_, node) => rootOf(node)),
  );
}

/** @param root - the root of each node, users first, shape [users + items] */
function describe(interactions: Interactions, root: Int32Array): ConnectedComponents {
  const userCount = interactions.users.size;
  const found = new Map<
    number,
    { userCount: number; itemCount: number; interactionCount: number }
  >();
  root.forEach((rootNode, node) => {
    let component = found.get(rootNode);
    if (!component) {
      component = { userCount: 0, itemCount: 0, interactionCount: 0 };
      found.set(rootNode, component);
    }
    if (node < userCount) component.userCount++;
    else component.itemCount++;
  });
  for (const user of interactions.userIndex) found.get(root[user])!.interactionCount++;
  const ordered = [...found].sort(
    ([, a], [, b]) =>
      b.userCount + b.itemCount - a.userCount - a.itemCount ||
      b.interactionCount - a.interactionCount,
  );
  const place = new Map(ordered.map(([rootNode], position) => [rootNode, position]));
  const position = root.map((rootNode) => place.get(rootNode)!);
  return {
    components: ordered.map(([, component]) => component),
    componentOfUser: position.slice(0, userCount),
    componentOfItem: position.slice(userCount),
  };
}
