import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { matrixRow } from "../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { Pmf } from "../../lib/models/Pmf";
import { RandomGenerator, sampleNormal } from "../../lib/probability";

const build = (): Pmf => new Pmf({ embeddingSize: 2, iterations: 20, seed: 1 });
for (const { claim, holds } of modelClaims(build, { feedback: "ratings" })) test(claim, holds);

/** Ratings drawn from the model itself, each pair once with the given chance. */
function drawnLog(chance: number): { fitted: Interactions; held: Interactions; mean: number[] } {
  const random = new RandomGenerator(5);
  const vectors = (count: number, spread: number): number[][] =>
    Array.from({ length: count }, () => [
      ...[sampleNormal(random, 0, spread), sampleNormal(random, 0, spread)],
      sampleNormal(random, 0, 0.5),
    ]);
  const users = vectors(120, 0.7);
  const items = vectors(90, 1);
  const rows: { user: string; item: string; value: number; mean: number }[] = [];
  users.forEach(([p1, p2, b], user) => {
    items.forEach(([q1, q2, c], item) => {
      if (random.uniform() >= chance) return;
      const mean = 3 + b + c + p1 * q1 + p2 * q2;
      const value = mean + sampleNormal(random, 0, 0.6);
      rows.push({ user: `u${user}`, item: `i${item}`, value, mean });
    });
  });
  const log = Interactions.fromColumns({
    user: rows.map(({ user }) => user),
    item: rows.map(({ item }) => item),
    value: rows.map(({ value }) => value),
  });
  const held = rows.map((_, row) => row % 4 === 0);
  return {
    fitted: log.filter((row) => !held[row]),
    held: log.filter((row) => held[row]),
    mean: rows.filter((_, row) => held[row]).map(({ mean }) => mean),
  };
}

const idsOf = (log: Interactions): [string[], string[]] => [
  Array.from(log.userIndex, (user) => log.users.ids[user]),
  Array.from(log.itemIndex, (item) => log.items.ids[item]),
];

test("forecasts cover held-out ratings as often as they say, by few ratings and by many", async () => {
  for (const chance of [0.15, 0.6]) {
    const { fitted, held } = drawnLog(chance);
    const model = await new Pmf({ embeddingSize: 4, iterations: 60 }).fit(fitted);
    const { mean, standardDeviation } = model.forecast(...idsOf(held));
    for (const [width, share] of [
      [0.6745, 0.5],
      [1.6449, 0.9],
    ]) {
      const covered = held.value.reduce(
        (sum, value, at) =>
          sum + (Math.abs(value - mean[at]) <= width * standardDeviation[at] ? 1 : 0),
        0,
      );
      const found = covered / held.count;
      assert.ok(Math.abs(found - share) < 0.05, `${found} of ${share} at chance ${chance}`);
    }
  }
});

test("who rated more is forecast more surely, and the noise is found", async () => {
  const { fitted, held } = drawnLog(0.6);
  const fewOf = fitted.filter((row) => fitted.userIndex[row] !== 0 || row < 3);
  const model = await new Pmf({ embeddingSize: 2, iterations: 60 }).fit(fewOf);
  const [users, items] = idsOf(held);
  const { standardDeviation } = model.forecast(users, items);
  const of = (wanted: (user: string) => boolean): number => {
    const chosen = [...standardDeviation].filter((_, at) => wanted(users[at]));
    return chosen.reduce((sum, deviation) => sum + deviation, 0) / chosen.length;
  };
  const first = fitted.users.ids[0];
  const [few, many] = [of((user) => user === first), of((user) => user !== first)];
  assert.ok(few > 1.2 * many, `${few} by 3 ratings, ${many} by many`);
  // Drawn with 0.6.
  assert.ok(many > 0.57 && many < 0.68, `${many}`);
});

test("factors that explain nothing fade: more of them cost no accuracy", async () => {
  const { fitted, held, mean } = drawnLog(0.4);
  const errors: number[] = [];
  for (const embeddingSize of [2, 8]) {
    const model = await new Pmf({ embeddingSize, iterations: 60 }).fit(fitted);
    const forecast = model.forecast(...idsOf(held));
    const squares = mean.reduce((sum, truth, at) => sum + (truth - forecast.mean[at]) ** 2, 0);
    errors.push(Math.sqrt(squares / held.count));
  }
  const [two, eight] = errors;
  assert.ok(two < 0.35 && eight < 1.1 * two, `${two} and ${eight}`);
});

test("forecasts equal those of dense variational updates in numpy", async () => {
  // The updates of Lim and Teh (2007) with offsets, written with dense loops, numpy.linalg.inv and
  // one factor, 400 rounds from two random starts (numpy 2.4.6), on
  // u, i = numpy.mgrid[0:12, 0:10]; r = 3 + 2 sin(u) cos(2 i) + sin(5 u + 7 i)
  const expected = [
    [0, 0, 2.735006, 0.768814],
    [1, 2, 1.823391, 0.779407],
    [4, 3, 2.209162, 0.753208],
  ];
  const pairs = Array.from({ length: 120 }, (_, at) => [Math.floor(at / 10), at % 10]);
  const log = Interactions.fromColumns({
    user: pairs.map(([u]) => `${u}`),
    item: pairs.map(([, i]) => `${i}`),
    value: pairs.map(([u, i]) => 3 + 2 * Math.sin(u) * Math.cos(2 * i) + Math.sin(5 * u + 7 * i)),
  });
  const model = await new Pmf({ embeddingSize: 1, iterations: 400 }).fit(log);
  for (const [user, item, mean, deviation] of expected) {
    const forecast = model.forecast([`${user}`], [`${item}`]);
    assert.ok(Math.abs(forecast.mean[0] - mean) < 1e-4, `${forecast.mean[0]}, not ${mean}`);
    const found = forecast.standardDeviation[0];
    assert.ok(Math.abs(found - deviation) < 1e-4, `${found}, not ${deviation}`);
  }
});

test("probabilities are the shares of the chances to be liked", async () => {
  const log = plantedBlocks("ratings");
  const model = await new Pmf({ embeddingSize: 2, likedFrom: 3 }).fit(log);
  const [user] = log.users.ids;
  const ids = log.items.ids;
  const { mean, standardDeviation } = model.forecast(
    ids.map(() => user),
    [...ids],
  );
  const probabilities = matrixRow(model.itemProbabilities([user]), 0);
  const best = mean.indexOf(Math.max(...mean));
  const worst = mean.indexOf(Math.min(...mean));
  assert.ok(probabilities[best] > 10 * probabilities[worst]);
  // The chance to pass 3 is 1/2 where the mean is 3: shares go with it.
  assert.ok(mean[best] - 3 > standardDeviation[best]);
  assert.throws(() => model.forecast([user], []), {
    message: "forecast requires as many users as items, got 1 and 0",
  });
});
