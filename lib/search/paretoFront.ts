import { type SearchDirection } from "./SearchSampler";

/**
 * The trials that no other beats: none is at least as good in all objectives and better in one.
 *
 * Equal points are all kept; a point with a value that is no number is never on the front.
 *
 * @param points - shape [trials][objectives]
 * @param directions - shape [objectives]
 * @returns positions in `points`, rising
 * @throws RangeError if a point hasn't as many values as there are directions
 */
export function paretoFront(
  points: readonly (readonly number[])[],
  directions: readonly SearchDirection[],
): number[] {
  const costs = points.map((point) => {
    if (point.length !== directions.length) {
      throw new RangeError(
        `paretoFront requires ${directions.length} values a point, got ${point.length}`,
      );
    }
    return point.map((value, index) => (directions[index] === "minimize" ? value : -value));
  });
  const complete = costs.map((point) => !point.some(Number.isNaN));
  return costs.flatMap((point, index) => {
    const beaten = costs.some((other, place) => complete[place] && dominates(other, point));
    return complete[index] && !beaten ? [index] : [];
  });
}

/** Whether costs are nowhere higher and somewhere lower. */
function dominates(point: readonly number[], other: readonly number[]): boolean {
  return point.every((x, i) => x <= other[i]) && point.some((x, i) => x < other[i]);
}
