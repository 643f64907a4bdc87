import { topItems } from "../models";

/**
 * One user's best items, best first; ties go to the item with the lower position. An item of
 * score -Infinity is never listed.
 *
 * A heap in TypeScript ranks, not TensorFlow's TopKV2, which gives the same lists (lower positions
 * first among ties): for 10 of 3,260 items of 6,040 users the kernel was no faster, since every
 * score is copied and masked for it, and it lists NaN where this throws.
 *
 * @param scores - shape [items]
 * @param excluded - positions to leave out
 * @param candidates - rising positions to choose from; all items if left out
 * @returns item positions, shape [min(depth, items left)]
 * @throws RangeError naming the user, if a score is NaN
 */
export function rankItems(
  user: string,
  scores: Float32Array,
  depth: number,
  choice: { excluded?: Int32Array; candidates?: Int32Array },
): Int32Array {
  const missing = firstNaN(scores);
  if (missing >= 0) {
    throw new RangeError(
      `evaluate requires scores that are numbers, got NaN for user ${user} (item position ${missing})`,
    );
  }
  const { excluded, candidates } = choice;
  const list = candidates ? topOf(candidates, scores, depth) : topItems(scores, depth, excluded);
  let filled = list.length;
  while (filled > 0 && scores[list[filled - 1]] === -Infinity) filled--;
  return list.subarray(0, filled);
}

/** The first position that holds NaN, -1 where none does. */
function firstNaN(scores: Float32Array): number {
  // A closure for findIndex costs more than ranking does.
  for (let item = 0; item < scores.length; item++) if (Number.isNaN(scores[item])) return item;
  return -1;
}

function topOf(candidates: Int32Array, scores: Float32Array, depth: number): Int32Array {
  const candidateScores = Float32Array.from(candidates, (item) => scores[item]);
  return topItems(candidateScores, depth).map((place) => candidates[place]);
}
