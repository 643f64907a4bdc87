import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { paretoFront } from "../../lib/search/paretoFront";

test("quality against time: what another beats in both is left out", () => {
  const ndcgAndSeconds = [
    [0.3, 10],
    [0.4, 20],
    [0.35, 30],
    [0.3, 12],
    [0.4, 20],
  ];
  assert.deepEqual(paretoFront(ndcgAndSeconds, ["maximize", "minimize"]), [0, 1, 4]);
});

test("a point with a missing value is never on the front", () => {
  assert.deepEqual(
    paretoFront(
      [
        [NaN, 0],
        [1, 1],
      ],
      ["minimize", "minimize"],
    ),
    [1],
  );
});

test("no point of the front beats another, and every other point is beaten by one", () => {
  const points = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)), { maxLength: 30 });
  fc.assert(
    fc.property(points, (rows) => {
      const front = new Set(paretoFront(rows, ["minimize", "minimize", "minimize"]));
      const beaten = (row: readonly number[]) =>
        [...front].some(
          (i) => rows[i].every((x, j) => x <= row[j]) && rows[i].some((x, j) => x < row[j]),
        );
      return rows.every((row, index) => beaten(row) !== front.has(index));
    }),
  );
});

test("a point of another length is refused", () => {
  assert.throws(() => paretoFront([[1]], ["minimize", "minimize"]), {
    message: "paretoFront requires 2 values a point, got 1",
  });
});
