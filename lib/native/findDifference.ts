import { type NamedTensors } from "./recording";

/** Largest difference between a compiled and an eager output, relative to the largest value. */
const TOLERANCE = 2e-3;

/** What differs, in words; null if nothing does by more than the tolerance. */
export function findDifference(compiled: NamedTensors, eager: NamedTensors): string | null {
  for (const [key, tensor] of Object.entries(eager)) {
    const expected = tensor.dataSync();
    const got = compiled[key].dataSync();
    let largest = 1e-6;
    let worst = 0;
    for (let i = 0; i < expected.length; i++) {
      if (Number.isNaN(expected[i]) && Number.isNaN(got[i])) continue;
      largest = Math.max(largest, Math.abs(expected[i]));
      const difference = Math.abs(expected[i] - got[i]);
      worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
    }
    if (worst > TOLERANCE * largest) return `${key} op by op (by ${worst})`;
  }
  return null;
}
