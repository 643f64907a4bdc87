import { bars } from "./bars";
import { type Figure, type FigureOptions } from "./Figure";
import { numberText, percentText } from "./numberText";

/** What `connectedComponents` gives of each component. */
export interface ComponentSize {
  readonly userCount: number;
  readonly itemCount: number;
  readonly interactionCount: number;
}

/** Components shown one by one; the rest together. */
const SHOWN = 7;

/**
 * The share of users and items in each connected component of the users-items graph, largest
 * first, those past the seventh together.
 *
 * @param components - largest first
 * @throws RangeError if there is none
 */
export function componentSizes(
  components: readonly ComponentSize[],
  options: FigureOptions = {},
): Figure {
  if (components.length === 0) {
    throw new RangeError("componentSizes requires at least one component, got none");
  }
  const sizes = components.map(({ userCount, itemCount }) => userCount + itemCount);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.slice(0, SHOWN).map((size) => size / total);
  const labels = shares.map((_, place) => `${place + 1}`);
  if (sizes.length > SHOWN) {
    shares.push(sizes.slice(SHOWN).reduce((sum, size) => sum + size, 0) / total);
    labels.push(`${SHOWN + 1}-${numberText(sizes.length)}`);
  }
  const count =
    components.length === 1 ? "One component" : `${numberText(components.length)} components`;
  return bars(
    { labels, values: shares },
    {
      name: "component-sizes",
      title: `${count}; the largest holds ${percentText(shares[0])} of users and items`,
      value: "share of users and items",
      label: "connected component, largest first",
      percent: true,
      ...options,
    },
  );
}
