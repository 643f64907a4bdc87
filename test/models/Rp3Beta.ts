import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { Rp3Beta } from "../../lib/models/Rp3Beta";

for (const { claim, holds } of modelClaims(() => new Rp3Beta())) test(claim, holds);

// u: a b;  v: a c;  w: a b d.
const log = Interactions.fromColumns({
  user: ["u", "u", "v", "v", "w", "w", "w"],
  item: ["a", "b", "a", "c", "a", "b", "d"],
});

test("weights are the chances of two steps, divided by popularity to the power of beta", async () => {
  const model = await new Rp3Beta({ alpha: 1, beta: 0.5 }).fit(log);
  // From c: to v, then to a with 1/2; a was chosen 3 times. From a: to u, v, w with 1/3 each,
  // then to b with 1/2 from u and 1/3 from w; b was chosen twice.
  const [a, b] = model.scores(["v"]).values;
  assert.ok(Math.abs(a - 0.5 / Math.sqrt(3)) < 1e-6, `a: ${a}`);
  assert.ok(Math.abs(b - (1 / 3) * (1 / 2 + 1 / 3) * Math.SQRT1_2) < 1e-6, `b: ${b}`);
});

test("alpha is an exponent on each step's probability", async () => {
  const model = await new Rp3Beta({ alpha: 2, beta: 0 }).fit(log);
  const [, b] = model.scores(["v"]).values;
  assert.ok(Math.abs(b - (1 / 9) * (1 / 4 + 1 / 9)) < 1e-6, `b: ${b}`);
});

test("values below 0 are refused", async () => {
  const negative = Interactions.fromColumns({ user: ["u"], item: ["a"], value: [-1] });
  await assert.rejects(new Rp3Beta({ cell: "value" }).fit(negative), {
    message: "Rp3Beta requires values of at least 0, got -1",
  });
});
