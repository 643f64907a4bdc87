import assert from "node:assert/strict";
import { test } from "node:test";
import { hurwitzZeta } from "../../lib/probability/hurwitzZeta";

// scipy 1.17.1: scipy.special.zeta(s, q)
const oracle: [number, number, number][] = [
  [1.5, 1, 2.612375348685488],
  [2.5, 1, 1.3414872572509176],
  [3, 10, 0.005524917485401034],
  [1.05, 200, 15.347329834865864],
  [6, 3.5, 0.0007254098213931955],
];
for (const [s, q, expected] of oracle) {
  test(`hurwitzZeta(${s}, ${q}) equals scipy's`, () => {
    assert.ok(Math.abs(hurwitzZeta(s, q) / expected - 1) < 1e-13);
  });
}

test("an exponent of 1 has no sum", () => {
  assert.throws(() => hurwitzZeta(1, 1), {
    name: "RangeError",
    message: "hurwitzZeta requires s above 1 and q above 0, got s 1, q 1",
  });
});
