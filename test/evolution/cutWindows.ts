import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { cutWindows } from "../../lib/evolution/cutWindows";
import { categorySpace } from "../../lib/interests";

const DAY = 86_400_000;
const log = Interactions.fromColumns({
  user: ["a", "a", "b", "a"],
  item: ["x", "y", "x", "x"],
  timestampMs: [0, DAY, 2 * DAY, 7 * DAY],
});
const space = categorySpace("genres", log.items.ids, (item) =>
  item === "x" ? ["Drama"] : ["Drama", "War"],
);

test("calendar windows count each row in its window, split between its interests", () => {
  const windows = cutWindows(log, space, { windows: { kind: "calendar", days: 7 } });
  assert.equal(windows.windowCount, 2);
  assert.deepEqual([...windows.row(0, 0)], [1.5, 0.5]);
  assert.deepEqual([...windows.row(0, 1)], [1, 0]);
  assert.deepEqual([...windows.row(1, 0)], [1, 0]);
  assert.deepEqual([...windows.row(1, 1)], [0, 0]);
});

test("with an end given, a window that isn't whole is left out", () => {
  const span = { startMs: 0, endMs: 13 * DAY };
  const windows = cutWindows(log, space, { windows: { kind: "calendar", days: 7 }, ...span });
  assert.equal(windows.windowCount, 1);
});

test("adaptive windows hold about as many rows each", () => {
  const windows = cutWindows(log, space, { windows: { kind: "adaptive", windowCount: 2 } });
  assert.deepEqual([...windows.edgesMs], [0, 2 * DAY, 7 * DAY + 1]);
});

test("an interest's weight multiplies its counts", () => {
  const windows = cutWindows(log, space, {
    windows: { kind: "calendar", days: 7 },
    interestWeight: [2, 4],
  });
  assert.deepEqual([...windows.row(0, 0)], [3, 2]);
});

test("a window's posterior adds its counts to the prior", () => {
  const windows = cutWindows(log, space, { windows: { kind: "calendar", days: 7 } });
  const { concentrations, probabilities } = windows.posterior(0, [1, 1]);
  assert.deepEqual([...concentrations!.values], [2.5, 1.5, 2, 1]);
  assert.equal(probabilities.values[0], 0.625);
});

test("a log without times is refused", () => {
  const { user, item } = { user: ["a"], item: ["x"] };
  const timeless = Interactions.fromColumns({ user, item }, { items: log.items });
  assert.throws(
    () => cutWindows(timeless, space, { windows: { kind: "calendar", days: 7 } }),
    /cutWindows requires a time for each row/,
  );
});
