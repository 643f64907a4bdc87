// node dist/bench/interestTable.js embedded|ml-100k|completejourney [ours|peer]
// Log score of the next period's interests in nats, lower is better, with 90 % bootstrap intervals
// over users; settings are chosen on the period before, on users' means. As its last line the score
// of the best of our Bayesian estimators (by validation), or of the smoothed history counts.
import { existsSync } from "node:fs";
import path from "node:path";
import {
  type Interactions,
  readCatalogue,
  readCompleteJourney,
  readInteractions,
} from "../lib/data";
import { bootstrapMean } from "../lib/evaluation";
import { categorySpace, type InterestSpace, toInterests } from "../lib/interests";
import { type DenseMatrix, denseMatrix, matrixRow, type SparseMatrix } from "../lib/matrices";
import {
  DirichletMixture,
  DirichletMultinomial,
  Ease,
  fitWithTemperature,
  interestCounts,
  LogisticNormal,
  type Model,
  Popularity,
} from "../lib/models";

interface Periods {
  readonly train: Interactions;
  readonly validation: Interactions;
  readonly test: Interactions;
  readonly space: InterestSpace;
}

/** An estimate by its name: fitted on a log, shape [users, interests]. */
type Estimator = (log: Interactions, space: InterestSpace) => Promise<DenseMatrix>;

const SHARED = path.join(process.env.INTERESTLAB_SHARED ?? "../shared", "data");

async function load(name: string): Promise<Periods> {
  if (name === "embedded") {
    const log = await readInteractions("data/ml-latest-small/ratings.csv.gz");
    const movies = await readCatalogue("data/ml-latest-small/movies.csv");
    const space = categorySpace("genres", log.items.ids, (item) => movies.categoriesOf(item));
    return { ...byUser(log), space };
  }
  if (name === "ml-100k") {
    const folder = path.join(SHARED, "ml-100k");
    if (!existsSync(folder)) throw new RangeError(`interestTable requires ${folder}, got none`);
    const log = await readInteractions(path.join(folder, "u.data.gz"));
    const movies = await readCatalogue(path.join(folder, "u.item"));
    const space = categorySpace("genres", log.items.ids, (item) => movies.categoriesOf(item));
    return { ...byUser(log), space };
  }
  const { interactions, products } = await readCompleteJourney(
    path.join(SHARED, "completejourney"),
  );
  const space = categorySpace("departments", interactions.items.ids, (item) =>
    products.categoriesOf(item),
  );
  const week = (row: number): number =>
    Math.floor((interactions.timestampMs![row] - Date.UTC(2017, 0, 1)) / (7 * 86_400_000));
  return {
    train: interactions.filter((row) => week(row) < 40),
    validation: interactions.filter((row) => week(row) >= 40 && week(row) < 46),
    test: interactions.filter((row) => week(row) >= 46),
    space,
  };
}

/** Each user's last fifth by time is the test, the fifth before it the validation. */
function byUser(log: Interactions): Omit<Periods, "space"> {
  const part = new Uint8Array(log.count);
  for (const rows of log.rowsByUser()) {
    const times = log.timestampMs!;
    const ordered = Array.from(rows).sort((a, b) => times[a] - times[b] || a - b);
    ordered.forEach((row, place) => {
      part[row] = place < 0.6 * ordered.length ? 0 : place < 0.8 * ordered.length ? 1 : 2;
    });
  }
  return {
    train: log.filter((row) => part[row] === 0),
    validation: log.filter((row) => part[row] === 1),
    test: log.filter((row) => part[row] === 2),
  };
}

/** -sum of outcome shares times ln p, for each user with outcomes; NaN for the others. */
function logScores(estimates: DenseMatrix, outcomes: SparseMatrix): Float64Array {
  return Float64Array.from({ length: outcomes.rowCount }, (_, user) => {
    const weights = outcomes.rowValues(user);
    const total = weights.reduce((a, b) => a + b, 0);
    if (total === 0) return NaN;
    const row = matrixRow(estimates, user);
    let score = 0;
    outcomes.rowColumns(user).forEach((interest, entry) => {
      score -= (weights[entry] / total) * Math.log(Math.max(row[interest], 1e-6));
    });
    return score;
  });
}

/** (history + smoothing x population) / (rows + smoothing). */
const smoothed =
  (smoothing: number): Estimator =>
  (log, space) => {
    const counts = interestCounts(log, space);
    const K = space.interests.length;
    const population = new Float64Array(K).fill(0.5);
    counts.columnIndex.forEach((k, entry) => (population[k] += counts.value[entry]));
    const mass = population.reduce((a, b) => a + b, 0);
    const values = new Float32Array(counts.rowCount * K);
    for (let user = 0; user < counts.rowCount; user++) {
      const amounts = counts.rowValues(user);
      const total = amounts.reduce((a, b) => a + b, 0) + smoothing;
      const row = values.subarray(user * K, (user + 1) * K);
      row.set(population.map((p) => (smoothing * p) / mass / total));
      counts.rowColumns(user).forEach((k, entry) => (row[k] += amounts[entry] / total));
    }
    return Promise.resolve(denseMatrix(values, counts.rowCount, K));
  };

/** What a model expects of the next item's interests. */
const byModel =
  (build: (space: InterestSpace) => Model, calibrated = false): Estimator =>
  async (log, space) => {
    const model = build(space);
    if (calibrated) await fitWithTemperature(model, log);
    else await model.fit(log);
    const K = space.interests.length;
    const values = new Float32Array(log.users.size * K);
    for (let first = 0; first < log.users.size; first += 100) {
      const length = Math.min(100, log.users.size - first);
      const users = Int32Array.from({ length }, (_, at) => first + at);
      const items = model.itemProbabilities(users);
      const names = Array.from(users, (user) => log.users.ids[user]);
      values.set(toInterests(names, items, space).probabilities.values, first * K);
    }
    model.dispose();
    return denseMatrix(values, log.users.size, K);
  };

const SMOOTHINGS = [1, 3, 10, 30, 100, 300];
const HALF_LIVES = [null, 30, 90, 365];

/** Families of estimators; of each, the one that validates best is tested. */
const FAMILIES: Readonly<Record<string, readonly Estimator[]>> = {
  "smoothed history counts": SMOOTHINGS.map(smoothed),
  popularity: [smoothed(1e9)],
  "Popularity model": [byModel(() => new Popularity())],
  "Ease, uncalibrated": [byModel(() => new Ease({ maxItems: 10_000 }))],
  "Ease, temperature": [byModel(() => new Ease({ maxItems: 10_000 }), true)],
  DirichletMultinomial: HALF_LIVES.map((halfLifeDays) =>
    direct((space) => new DirichletMultinomial({ halfLifeDays }, space)),
  ),
  DirichletMixture: [1, 4, 12].map((componentCount) =>
    byModel((space) => new DirichletMixture({ componentCount }, { space })),
  ),
  LogisticNormal: [1, 4].map((componentCount) =>
    byModel((space) => new LogisticNormal({ componentCount }, { space })),
  ),
};

const BAYESIAN = ["DirichletMultinomial", "DirichletMixture", "LogisticNormal"];
const PEER = "smoothed history counts";

/** The model's own distribution: its counts are shared out as the outcomes are. */
function direct(build: (space: InterestSpace) => DirichletMultinomial): Estimator {
  return async (log, space) => {
    const model = await build(space).fit(log);
    return model.distribution(log.users.ids).probabilities;
  };
}

async function main([name, side = "ours"]: readonly string[]): Promise<void> {
  const { train, validation, test, space } = await load(name);
  const history = train.concat(validation);
  const validated = interestCounts(validation, space);
  const outcomes = interestCounts(test, space);
  const mean = (values: Float64Array): number => bootstrapMean(values).mean;
  const scores = new Map<string, Float64Array>();
  const parts: Record<string, number[]> = {};
  let best = { name: "", score: Infinity };
  for (const [family, estimators] of Object.entries(FAMILIES)) {
    if (family.startsWith("Ease") && space.items.length > 10_000) continue;
    if (side === "peer" && family !== PEER) continue;
    let chosen = { place: 0, score: Infinity };
    for (const [place, estimator] of estimators.entries()) {
      const score = mean(logScores(await estimator(train, space), validated));
      if (score < chosen.score) chosen = { place, score };
    }
    if (BAYESIAN.includes(family) && chosen.score < best.score) {
      best = { name: family, score: chosen.score };
    }
    scores.set(family, logScores(await estimators[chosen.place](history, space), outcomes));
    const { mean: score, low, high, count } = bootstrapMean(scores.get(family)!, { level: 0.9 });
    parts[`score, ${family}`] = [score, low, high];
    const against = scores.get(PEER)?.map((peer, user) => scores.get(family)![user] - peer);
    const apart = against && bootstrapMean(against, { level: 0.9 });
    if (apart) parts[`less ${PEER}, ${family}`] = [apart.mean, apart.low, apart.high];
    console.log(
      `${name}, ${family}: ${score.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}], ` +
        `${count} users` +
        (apart
          ? `; less ${PEER}: ${apart.mean.toFixed(4)} [${apart.low.toFixed(4)}, ` +
            `${apart.high.toFixed(4)}]`
          : ""),
    );
  }
  const wanted = side === "peer" ? PEER : best.name;
  console.log(JSON.stringify({ value: mean(scores.get(wanted)!), parts }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
