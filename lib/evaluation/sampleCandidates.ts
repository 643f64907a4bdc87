import { type RandomGenerator } from "../probability";

/**
 * A user's relevant items, and others drawn at random without replacement from the rest.
 *
 * @param itemCount - the model's items; relevant positions at or above it are left out
 * @param excluded - positions that can't be drawn
 * @param count - how many to draw; all that are left, if fewer
 * @returns rising item positions
 */
export function sampleCandidates(
  random: RandomGenerator,
  itemCount: number,
  relevant: Int32Array,
  excluded: Int32Array,
  count: number,
): Int32Array {
  const taken = new Set([...relevant, ...excluded]);
  const rest: number[] = [];
  for (let item = 0; item < itemCount; item++) if (!taken.has(item)) rest.push(item);
  const drawn = Math.min(count, rest.length);
  for (let place = 0; place < drawn; place++) {
    const from = place + random.below(rest.length - place);
    [rest[place], rest[from]] = [rest[from], rest[place]];
  }
  const barred = new Set(excluded);
  const owed = Array.from(relevant).filter((item) => item < itemCount && !barred.has(item));
  return Int32Array.from([...owed, ...rest.slice(0, drawn)]).sort();
}
