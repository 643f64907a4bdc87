import assert from "node:assert/strict";
import { test } from "node:test";
import { categorySpace, credibleIntervals } from "../../../lib/interests";
import { modelClaims } from "../../../lib/models/checkModel";
import { type ChoiceInterestModel } from "../../../lib/models/bayesian/ChoiceInterestModel";
import { DirichletMixture } from "../../../lib/models/bayesian/DirichletMixture";
import { LogisticNormal } from "../../../lib/models/bayesian/LogisticNormal";
import { DirichletMultinomial } from "../../../lib/models/DirichletMultinomial";
import { trueDistribution } from "../../../lib/simulation/simulate";
import { smallWorld, toldSpace } from "../../support/smallWorld";

const planted = ["b0", "b1"].flatMap((block) =>
  Array.from({ length: 20 }, (_, item) => `${block}i${item}`),
);
const blocks = categorySpace("blocks", planted, (item) => [item.slice(0, 2)]);
const quick = { drawCount: 40, componentCount: 2 };
for (const { claim, holds } of modelClaims(
  () => new LogisticNormal({ ...quick, iterations: 10 }, { space: blocks }),
)) {
  test(claim, holds);
}

const world = smallWorld();
const space = toldSpace(world);
const truth = trueDistribution(world, 0);
const propensityOf = (item: string): number =>
  world.truth.propensity[world.interactions.items.indexOf(item)];
const users = Int32Array.from({ length: 300 }, (_, user) => user);

/** Mean divergence of the estimate from the truth, in nats, and the share of bounds that hold. */
async function scored(
  model: ChoiceInterestModel<never> | DirichletMultinomial,
): Promise<{ divergence: number; coverage: number }> {
  await model.fit(world.interactions);
  const found = model.distribution(users);
  const { lower, upper } = credibleIntervals(found);
  let divergence = 0;
  let covered = 0;
  found.probabilities.values.forEach((estimate, cell) => {
    const right = truth.probabilities.values[cell];
    divergence += (right * Math.log(right / estimate)) / users.length;
    covered += right >= lower.values[cell] && right <= upper.values[cell] ? 1 : 0;
  });
  return { divergence, coverage: covered / found.probabilities.values.length };
}

const logisticNormal = new LogisticNormal(
  { componentCount: 2, correlated: false, iterations: 15, drawCount: 100 },
  { space, propensityOf },
);

test("intervals of the simulator's family cover, and the estimate beats fractional counts", async () => {
  const ours = await scored(logisticNormal as never);
  const fractional = await scored(new DirichletMultinomial({}, space, { propensityOf }));
  assert.ok(Math.abs(ours.coverage - 0.9) < 0.04, `coverage ${ours.coverage}`);
  assert.ok(ours.divergence < 0.8 * fractional.divergence);
  assert.ok(Math.abs(fractional.coverage - 0.9) > 0.05, `coverage ${fractional.coverage}`);
});

test("the spread within segments is the simulator's, 1 in log-odds", () => {
  const { covariance } = logisticNormal.prior;
  for (let d = 0; d < 6; d++) assert.ok(Math.abs(covariance[d * 6 + d] - 1) < 0.5);
});

test("intervals of another family cover from 85 to 95 %", async () => {
  const { coverage } = await scored(
    new DirichletMixture({ componentCount: 2, drawCount: 100 }, { space, propensityOf }) as never,
  );
  assert.ok(coverage > 0.85 && coverage < 0.95, `coverage ${coverage}`);
});

test("a user unknown at the fit is estimated as a known one with the same history, or by the prior", () => {
  const rows = Array.from({ length: world.interactions.count }, (_, row) => row).filter(
    (row) => world.interactions.userIndex[row] < 2,
  );
  const known = world.interactions.select(rows);
  const folded = logisticNormal.foldInInterests(known);
  const fitted = logisticNormal.distribution(Int32Array.of(0, 1));
  [0, 1].forEach((user) => assert.deepEqual(folded.row(user), fitted.row(user)));
  const chosen = logisticNormal.foldInInterests(known, [known.users.ids[1]]);
  assert.deepEqual([chosen.users.length, chosen.row(0)], [1, fitted.row(1)]);
  // Users of the vocabulary without rows.
  const { lower, upper } = credibleIntervals(folded.select([0, 700]));
  const width = (row: number): number => upper.values[row * 6] - lower.values[row * 6];
  assert.ok(width(1) > width(0));
});
