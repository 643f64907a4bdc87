import fc from "fast-check";
import { SparseMatrix } from "../../lib/matrices";

/** Relevant items of each user, all of gain 1: `relevantRows([[1, 4], []], 6)`. */
export function relevantRows(rows: number[][], itemCount: number): SparseMatrix {
  const users = rows.flatMap((items, user) => items.map(() => user));
  return SparseMatrix.fromEntries([rows.length, itemCount], users, rows.flat());
}

/** One user's list and relevant items, out of 12; at least one is relevant. */
export const anyUser: fc.Arbitrary<{ list: Int32Array; relevant: SparseMatrix; k: number }> =
  fc.record({
    list: fc.uniqueArray(fc.nat(11)).map((items) => Int32Array.from(items)),
    relevant: fc
      .uniqueArray(fc.nat(11), { minLength: 1 })
      .map((items) => relevantRows([items], 12)),
    k: fc.integer({ min: 1, max: 14 }),
  });
