import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { InterestWindows } from "./InterestWindows";

/** Milliseconds of a day. */
const DAY_MS = 86_400_000;

export interface WindowOptions {
  /**
   * How time is cut: stretches of so many days from the start; or "adaptive", so many windows that
   * each hold about as many rows of the log.
   */
  readonly windows:
    | { readonly kind: "calendar"; readonly days: number }
    | { readonly kind: "adaptive"; readonly windowCount: number };
  /** Where the first window begins; the first row's time by default. */
  readonly startMs?: number;
  /** Where the last window ends at the latest: a calendar window that isn't whole by then is left out. */
  readonly endMs?: number;
  /**
   * What a row counts for each interest, shape [interests]; 1 by default. The inverse of the chance
   * that what serves an interest is shown corrects for what was wanted but not seen.
   */
  readonly interestWeight?: ArrayLike<number>;
}

/**
 * Cuts a log into windows. A row counts 1 in its window, split between its item's interests; items
 * of no known interest count for nobody. All users of the vocabulary are there, those without rows
 * too.
 *
 * @param space - rows as `interactions.items`
 * @throws RangeError if the log has no times, a row has none, or no window fits
 */
export function cutWindows(
  interactions: Interactions,
  space: InterestSpace,
  options: WindowOptions,
): InterestWindows {
  const times = interactions.timestampMs;
  const missing = times ? times.findIndex(Number.isNaN) : 0;
  if (!times || missing >= 0) {
    throw new RangeError(`cutWindows requires a time for each row, got none in row ${missing}`);
  }
  const edgesMs = windowEdges(times, options);
  const windowCount = edgesMs.length - 1;
  const K = space.interests.length;
  const counts = new Float32Array(interactions.users.size * windowCount * K);
  const { rowStart, columnIndex, value } = space.membership;
  for (let row = 0; row < interactions.count; row++) {
    const window = windowAt(edgesMs, times[row]);
    if (window < 0) continue;
    const start = (interactions.userIndex[row] * windowCount + window) * K;
    const item = interactions.itemIndex[row];
    for (let entry = rowStart[item]; entry < rowStart[item + 1]; entry++) {
      const k = columnIndex[entry];
      counts[start + k] += value[entry] * (options.interestWeight?.[k] ?? 1);
    }
  }
  const { name: spaceName, interests } = space;
  return new InterestWindows({
    users: interactions.users.ids,
    spaceName,
    interests,
    edgesMs,
    counts,
  });
}

function windowEdges(
  times: Float64Array,
  { windows, startMs, endMs }: WindowOptions,
): Float64Array {
  const within = times.filter(
    (time) => time >= (startMs ?? -Infinity) && time < (endMs ?? Infinity),
  );
  if (within.length === 0)
    throw new RangeError("cutWindows requires rows within its span, got none");
  let first = Infinity;
  let last = -Infinity;
  for (const time of within) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const start = startMs ?? first;
  if (windows.kind === "calendar") {
    const length = windows.days * DAY_MS;
    const span = endMs === undefined ? last + 1 - start : endMs - start;
    // The window of the last row counts as whole unless an end is given.
    const count = endMs === undefined ? Math.ceil(span / length) : Math.floor(span / length);
    if (!(length > 0 && count >= 1)) {
      throw new RangeError(
        `cutWindows requires a window of days within the span of ${span / DAY_MS} days, ` +
          `got ${windows.days} days`,
      );
    }
    return Float64Array.from({ length: count + 1 }, (_, i) => start + i * length);
  }
  const { windowCount } = windows;
  const sorted = within.slice().sort();
  const edges = Float64Array.from({ length: windowCount + 1 }, (_, i) => {
    if (i === 0) return start;
    if (i === windowCount) return endMs ?? last + 1;
    return sorted[Math.floor((i * sorted.length) / windowCount)];
  });
  if (!(windowCount >= 1) || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]))) {
    throw new RangeError(
      `cutWindows requires a number of windows that the rows' times can be parted into, ` +
        `got ${windowCount}`,
    );
  }
  return edges;
}

/** The window of a moment; -1 outside of all. */
function windowAt(edges: Float64Array, time: number): number {
  if (!(time >= edges[0] && time < edges[edges.length - 1])) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}
