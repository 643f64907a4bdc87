import { categorySpace, type InterestSpace } from "../lib/interests";
import { Interactions, Vocabulary } from "../lib/data";
import { SparseMatrix } from "../lib/matrices";
import { type LogisticNormalConfig } from "../lib/models";
import { permutation, RandomGenerator } from "../lib/probability";
import {
  drawWorld,
  simulate,
  type SimulatedWorld,
  simulateUser,
  type World,
  type WorldConfig,
} from "../lib/simulation";

/** A simulated world, and what its estimators are told. */
export interface Regime {
  /** Settings that differ from the simulator's defaults: 10,000 users, 1,000 items. */
  readonly world: Partial<WorldConfig>;
  /** Whether the items' propensities are known. */
  readonly told: boolean;
  /** Settings of the best Bayesian estimator, beyond `ESTIMATOR`. */
  readonly estimator?: Partial<LogisticNormalConfig>;
}

/** Interests that stand still, so that the exact posterior of many users can be had. */
const STILL: Partial<WorldConfig> = {
  driftPerPeriod: 0,
  seasonAmplitude: 0,
  changeProbability: 0,
};

/** Of the best Bayesian estimator: the simulator's family, all of its numbers learned. */
export const ESTIMATOR: Partial<LogisticNormalConfig> = {
  componentCount: 10,
  correlated: false,
  hiddenInterests: true,
};

/** The committed settings of `coverage` and `posterior`. */
export const REGIMES: Readonly<Record<string, Regime>> = {
  still: { world: STILL, told: true },
  "still, propensities unknown": { world: STILL, told: false },
  "heavy popularity bias": {
    world: { ...STILL, popularityExponent: 1.2, exposureBias: 0.8 },
    told: true,
  },
  "missing not at random": {
    world: { ...STILL, exposureBias: 0.8, exposureFloor: 0.005 },
    told: true,
  },
  "very short histories": {
    world: { ...STILL, interactionsPerUser: 5, coldUserShare: 0.3 },
    told: true,
  },
  "default, drifting": {
    world: {},
    told: true,
    estimator: { periodDays: 30, changes: true, drifts: true },
  },
};

/** @throws RangeError if there is no such regime; the message names those that are */
export function regimeOf(name: string): Regime {
  if (!(name in REGIMES)) {
    throw new RangeError(
      `regimeOf requires one of ${Object.keys(REGIMES).join("; ")}, got ${name}`,
    );
  }
  return REGIMES[name];
}

/** A regime's world as its estimators see it: which interests items have, not in which shares. */
export function open(name: string): {
  simulated: SimulatedWorld;
  space: InterestSpace;
  propensityOf: ((item: string) => number) | undefined;
} {
  const { world, told } = regimeOf(name);
  const simulated = simulate(world);
  const { interests } = simulated.truth.space;
  const { ids } = simulated.interactions.items;
  const categories = categorySpace("interests", ids, (item) => simulated.items.categoriesOf(item));
  return {
    simulated,
    space: inOrder(categories, interests),
    propensityOf: told
      ? (item) => simulated.truth.propensity[simulated.interactions.items.indexOf(item)]
      : undefined,
  };
}

/** The same space with its interests in the world's order. */
function inOrder(space: InterestSpace, interests: readonly string[]): InterestSpace {
  const { rowCount, rowStart, columnIndex, value } = space.membership;
  const rows = Array.from({ length: rowCount }, (_, item) =>
    new Array<number>(rowStart[item + 1] - rowStart[item]).fill(item),
  ).flat();
  const columns = Array.from(columnIndex, (k) => interests.indexOf(space.interests[k]));
  const shape = [rowCount, interests.length] as const;
  return { ...space, interests, membership: SparseMatrix.fromEntries(shape, rows, columns, value) };
}

/** Users of the same world that no estimator has seen, each with at least 100 interactions. */
export interface Cohort {
  readonly world: World;
  readonly users: readonly ReturnType<typeof simulateUser>[];
}

export function drawCohort(name: string, userCount: number): Cohort {
  const { userCount: known = 10_000, ...settings } = regimeOf(name).world;
  const world = drawWorld({
    ...settings,
    userCount: known + userCount,
    interactionsPerUser: 150,
    activitySpread: 0,
    coldUserShare: 0,
  });
  const users = Array.from({ length: userCount }, (_, user) => simulateUser(world, known + user));
  return { world, users };
}

/** Each user's history cut to so many of its rows, drawn at random. */
export function cutHistories({ world, users }: Cohort, rowCount: number): Interactions {
  const random = new RandomGenerator(5).fork("cutHistories");
  const kept = users.map(({ itemIndex }, user) =>
    permutation(random.fork(user), itemIndex.length).slice(0, rowCount).sort(),
  );
  const columns = {
    userIndex: Int32Array.from(kept.flatMap((rows, user) => Array.from(rows, () => user))),
    itemIndex: Int32Array.from(
      kept.flatMap((rows, user) => Array.from(rows, (row) => users[user].itemIndex[row])),
    ),
    timestampMs: Float64Array.from(
      kept.flatMap((rows, user) => Array.from(rows, (row) => users[user].timestampMs[row])),
    ),
  };
  return new Interactions({
    ...columns,
    kindIndex: new Uint8Array(columns.userIndex.length),
    value: new Float64Array(columns.userIndex.length).fill(1),
    users: new Vocabulary(
      users.map((_, user) => `new${user}`),
      "user",
    ),
    items: new Vocabulary(world.items.ids, "item"),
    kinds: new Vocabulary(["view"], "kind"),
  });
}

/** The truth now, in the last period, shape [interests]. */
export function truthNow(
  { config }: World,
  interests: Float32Array | Float64Array,
  user = 0,
): Float32Array | Float64Array {
  const { periodCount: P, interestCount: K } = config;
  return interests.subarray((user * P + P - 1) * K, (user + 1) * P * K);
}
