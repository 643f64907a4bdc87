import assert from "node:assert/strict";
import { test } from "node:test";
import { driftField } from "../../lib/figures/driftField";

const corner = (value: number): number[] => new Array<number>(5).fill(value);
const moves = {
  x: [...corner(0), ...corner(1)],
  y: [...corner(0), ...corner(1)],
  nextX: [...corner(0.5), ...corner(1)],
  nextY: [...corner(0), ...corner(0.5)],
};

test("an arrow goes from a cell's mean place to where its users are later", () => {
  const [, arrows, heads] = driftField(moves, { cellCount: 2 }).data;
  assert.deepEqual(arrows.x, [0, 0.5, NaN, 1, 1, NaN]);
  assert.deepEqual(arrows.y, [0, 0, NaN, 1, 0.5, NaN]);
  // To the right, and down.
  assert.deepEqual((heads.marker as { angle: number[] }).angle, [90, 180]);
});

test("cells of few users have no arrow; none at all is refused", () => {
  assert.throws(() => driftField(moves, { leastUsers: 6 }), /driftField requires a cell with 6 users/);
});
