/** A window with this many interactions counts half as much as many windows of one together. */
const SATURATION = 20;

/**
 * What each interaction of a window counts in a fit: less where a user has very many in one window,
 * so that the few who are very active don't decide alone.
 *
 * @param total - interactions of the window
 */
export function outcomeWeight(total: number): number {
  return 1 / (1 + total / SATURATION);
}
