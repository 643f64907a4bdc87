import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { Random } from "../../lib/models/Random";

const options = { recoversPattern: false };
for (const { claim, holds } of modelClaims(() => new Random(), options)) test(claim, holds);

test("scores spread evenly over [0, 1), and neighbouring items and users are unrelated", async () => {
  const ids = Array.from({ length: 200 }, (_, i) => i);
  const model = await new Random({ seed: 5 }).fit(
    Interactions.fromColumns({ user: ids, item: ids }),
  );
  const { values } = model.scores(ids.map(String));
  const bins = new Array<number>(10).fill(0);
  for (const score of values) bins[Math.floor(score * 10)]++;
  // 40,000 draws: each bin holds 4,000 +- 60 (one standard deviation).
  for (const bin of bins) assert.ok(Math.abs(bin - 4000) < 300, `a bin holds ${bin}`);
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < values.length; i++) sum += (values[i] - 0.5) * (values[i - lag] - 0.5);
    return (sum / (values.length - lag)) * 12;
  };
  // The standard error is 1 / sqrt(40,000) = 0.005.
  assert.ok(Math.abs(correlation(1)) < 0.025, `items: ${correlation(1)}`);
  assert.ok(Math.abs(correlation(200)) < 0.025, `users: ${correlation(200)}`);
});

test("another seed gives other scores", async () => {
  const log = Interactions.fromColumns({ user: ["u"], item: ["a"] });
  const first = await new Random({ seed: 1 }).fit(log);
  const second = await new Random({ seed: 2 }).fit(log);
  assert.notEqual(first.scores(["u"]).values[0], second.scores(["u"]).values[0]);
});
