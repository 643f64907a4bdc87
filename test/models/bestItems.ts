import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../lib/matrices";
import { bestItems } from "../../lib/models/bestItems";
import { innerProducts } from "../../lib/models/FactorModel";
import { topItems } from "../../lib/models/topItems";
import { RandomGenerator } from "../../lib/probability";

test("it equals looking at every item, with ties, seen items and few items", () => {
  const random = new RandomGenerator(11);
  for (const [userCount, itemCount, k] of [
    [40, 300, 10],
    [3, 5, 5],
    [70, 130, 1],
  ]) {
    // Small whole numbers, so that many scores are equal and none is rounded.
    const vectors = (count: number): Float32Array =>
      Float32Array.from({ length: count * 8 }, () => random.below(5) - 2);
    const factors = { size: 8, users: vectors(userCount), items: vectors(itemCount) };
    const everybody = Int32Array.from({ length: userCount }, (_, user) => user);
    const seen = SparseMatrix.fromEntries(
      [userCount, itemCount],
      everybody,
      everybody.map(() => random.below(itemCount)),
    );
    const { values } = innerProducts(factors, everybody);
    const best = bestItems(factors, everybody, k, seen);
    for (const user of everybody) {
      const scores = values.subarray(user * itemCount, (user + 1) * itemCount);
      const expected = topItems(scores, k, seen.rowColumns(user));
      const found = best.items.subarray(user * k, (user + 1) * k).filter((item) => item >= 0);
      assert.deepEqual(found, expected, `user ${user}`);
    }
  }
});
