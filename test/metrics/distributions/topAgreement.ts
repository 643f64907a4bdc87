import assert from "node:assert/strict";
import { test } from "node:test";
import { topAgreement } from "../../../lib/metrics/distributions/topAgreement";
import { rows } from "../../support/distributions";

const p = rows([0.5, 0.3, 0.2]);
const q = rows([0.3, 0.5, 0.2]);

test("other favourites but the same two first give 0 at k = 1 and 1 at k = 2", () => {
  assert.deepEqual([...topAgreement(p, q, 1)], [0]);
  assert.deepEqual([...topAgreement(p, q, 2)], [1]);
});

test("ties go to the interest with the lower position", () => {
  assert.deepEqual([...topAgreement(rows([0.4, 0.4, 0.2]), p, 1)], [1]);
});

test("k beyond the number of interests is an error", () => {
  assert.throws(() => topAgreement(p, q, 4), {
    message: "topAgreement requires k from 1 to 3, got 4",
  });
});
