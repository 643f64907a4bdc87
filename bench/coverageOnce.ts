// node dist/bench/coverageOnce.js REGIME ESTIMATOR [USERS]
// Prints coverage of the 90 % intervals by history length, and as its last line the mean miss.
import { credibleIntervals } from "../lib/interests";
import { DirichletMixture, LogisticNormal } from "../lib/models";
import { cutHistories, drawCohort, ESTIMATOR, open, regimeOf, truthNow } from "./bayesWorlds";

const LENGTHS = [0, 1, 2, 5, 10, 20, 50, 100];
const LEVEL = 0.9;

async function main([name, family, userCount = "5000"]: readonly string[]): Promise<void> {
  const { simulated, space, propensityOf } = open(name);
  const { componentCount, hiddenInterests } = ESTIMATOR;
  const model =
    family === "LogisticNormal"
      ? new LogisticNormal(
          { ...ESTIMATOR, ...regimeOf(name).estimator, drawCount: 200 },
          { space, propensityOf },
        )
      : new DirichletMixture(
          { componentCount, hiddenInterests, drawCount: 100 },
          { space, propensityOf },
        );
  await model.fit(simulated.interactions);
  const cohort = drawCohort(name, Number(userCount));
  const truths = cohort.users.map(({ interests }) => truthNow(cohort.world, interests));
  const K = space.interests.length;
  const silent = simulated.truth.silentInterests.length;
  let sum = 0;
  const parts: Record<string, number[]> = {};
  for (const length of LENGTHS) {
    const found = model.foldInInterests(cutHistories(cohort, length));
    const { lower, upper } = credibleIntervals(found, LEVEL);
    const share = { all: 0, traced: 0, top: 0 };
    truths.forEach((truth, user) => {
      const order = Array.from(truth.keys()).sort((a, b) => truth[b] - truth[a]);
      for (let k = 0; k < K; k++) {
        const cell = user * K + k;
        if (truth[k] < lower.values[cell] || truth[k] > upper.values[cell]) continue;
        share.all += 1 / K / truths.length;
        if (k >= silent) share.traced += 1 / (K - silent) / truths.length;
        if (order.indexOf(k) < 3) share.top += 1 / 3 / truths.length;
      }
    });
    sum += share.all / LENGTHS.length;
    parts[`all interests, n = ${length}`] = [share.all];
    parts[`leaving traces, n = ${length}`] = [share.traced];
    parts[`top three, n = ${length}`] = [share.top];
    console.log(
      `${name}, ${family}, n = ${length}: all ${share.all.toFixed(4)}, ` +
        `leaving traces ${share.traced.toFixed(4)}, top three ${share.top.toFixed(4)}`,
    );
  }
  console.log(`${name}, ${family}, all lengths: ${sum.toFixed(4)} (${truths.length} users each)`);
  console.log(JSON.stringify({ value: Math.abs(sum - LEVEL), parts }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
