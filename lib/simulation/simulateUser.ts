import {
  normalCdf,
  type RandomGenerator,
  sampleDirichlet,
  sampleNormal,
  samplePoisson,
} from "../probability";
import { drawLatent, interestPath, type Latent } from "./interestPath";
import { type World } from "./World";

/** A user's rows, in time order, and the truth behind them. */
export interface SimulatedUser {
  /** Shape [rows]. */
  readonly itemIndex: Int32Array;
  readonly kindIndex: Uint8Array;
  readonly value: Float64Array;
  /** Whole milliseconds since 1970 UTC. */
  readonly timestampMs: Float64Array;
  readonly latent: Latent;
  /** theta, shape [periods, interests]. */
  readonly interests: Float64Array;
  /** How often what the user wanted wasn't shown. */
  readonly missedCount: number;
  /** What the user adds to the value of everything. */
  readonly leniency: number;
  /** Share of visits to each domain, shape [domains]. */
  readonly domainShare: Float64Array;
}

/**
 * Simulates one user. Each user has a stream of random numbers to itself, so users may be
 * simulated in any order.
 *
 * @param user - position in [0, userCount)
 */
export function simulateUser(world: World, user: number): SimulatedUser {
  const { config } = world;
  const random = world.random.fork("users").fork(user);
  const latent = drawLatent(world, random);
  const interests = interestPath(
    world,
    latent,
    new Float64Array(config.periodCount * config.interestCount),
  );
  const leniency = sampleNormal(random, 0, 0.5);
  const { domainCount } = config;
  const domainShare =
    domainCount === 1
      ? Float64Array.of(1)
      : sampleDirichlet(random, new Array<number>(domainCount).fill(1));
  const timestampMs = drawTimes(world, drawActivity(world, random), random);
  const rowCount = timestampMs.length;
  const itemIndex = new Int32Array(rowCount);
  const kindIndex = new Uint8Array(rowCount);
  const value = new Float64Array(rowCount);
  const chooser = new Chooser(world, interests);
  for (let row = 0; row < rowCount; row++) {
    const domain = domainCount === 1 ? 0 : drawPlace(random, domainShare);
    const item = chooser.choose(random, periodOf(world, timestampMs[row]), domain);
    itemIndex[row] = item;
    // Standard deviation of strength: sqrt(1 + 0.25 + noise^2).
    const strength =
      world.items.quality[item] + leniency + config.valueNoise * sampleNormal(random);
    const rank = normalCdf(strength / Math.sqrt(1.25 + config.valueNoise ** 2));
    kindIndex[row] = kindAt(world, rank);
    value[row] = valueOf(world, strength, random);
  }
  const { missedCount } = chooser;
  return {
    itemIndex,
    kindIndex,
    value,
    timestampMs,
    latent,
    interests,
    missedCount,
    leniency,
    domainShare,
  };
}

/** The period of a moment, in [0, periodCount). */
export function periodOf({ config }: World, timestampMs: number): number {
  const share = (timestampMs - config.startMs) / (config.days * 86_400_000);
  return Math.min(config.periodCount - 1, Math.max(0, Math.floor(share * config.periodCount)));
}

/** Choices of one user: an interest by what can be seen, then an item of its shelf. */
class Chooser {
  missedCount = 0;
  readonly #world: World;
  readonly #interests: Float64Array;
  /** Cumulative theta_k visible_k by period and domain, made when first needed. */
  readonly #cumulative = new Map<number, Float64Array>();

  constructor(world: World, interests: Float64Array) {
    this.#world = world;
    this.#interests = interests;
  }

  choose(random: RandomGenerator, period: number, domain: number): number {
    const cumulative = this.#weights(period, domain);
    const K = cumulative.length;
    const seen = cumulative[K - 1];
    // Wants before the first that is shown: geometric.
    if (seen < 1) {
      this.missedCount += Math.floor(Math.log(random.openUniform()) / Math.log1p(-seen));
    }
    const target = random.uniform() * seen;
    let interest = 0;
    while (interest < K - 1 && cumulative[interest] <= target) interest++;
    const shelf = this.#world.shelves[domain][interest];
    return shelf.items[shelf.table!.sample(random)];
  }

  #weights(period: number, domain: number): Float64Array {
    const shelves = this.#world.shelves[domain];
    const key = period * this.#world.config.domainCount + domain;
    let cumulative = this.#cumulative.get(key);
    if (!cumulative) {
      const K = shelves.length;
      cumulative = new Float64Array(K);
      let sum = 0;
      for (let k = 0; k < K; k++) {
        // Not 0 where something can be seen, however little the user cares.
        sum += Math.max(this.#interests[period * K + k], 1e-200) * shelves[k].visible;
        cumulative[k] = sum;
      }
      this.#cumulative.set(key, cumulative);
    }
    return cumulative;
  }
}

/** Cold users: 0, 1 or 2 rows; others: Poisson with a log-normal rate, at least 3. */
function drawActivity({ config }: World, random: RandomGenerator): number {
  if (random.uniform() < config.coldUserShare) return random.below(3);
  const { activitySpread: spread } = config;
  const logRate = Math.log(config.interactionsPerUser) - (spread * spread) / 2;
  const rate = Math.exp(sampleNormal(random, logRate, spread));
  return Math.max(3, samplePoisson(random, Math.min(rate, 1e6)));
}

function drawTimes({ config }: World, count: number, random: RandomGenerator): Float64Array {
  const span = config.days * 86_400_000;
  const times = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    times[row] = config.startMs + Math.floor(random.uniform() * span);
  }
  return times.sort();
}

function drawPlace(random: RandomGenerator, shares: Float64Array): number {
  let left = random.uniform();
  let place = 0;
  while (place < shares.length - 1 && left >= shares[place]) left -= shares[place++];
  return place;
}

/** The kind at a share of all interactions, ordered from the weakest. */
function kindAt({ config }: World, rank: number): number {
  const total = config.kinds.reduce((sum, { share }) => sum + share, 0);
  let left = rank * total;
  let kind = 0;
  while (kind < config.kinds.length - 1 && left >= config.kinds[kind].share) {
    left -= config.kinds[kind++].share;
  }
  return kind;
}

function valueOf({ config }: World, strength: number, random: RandomGenerator): number {
  if (config.values === "ones") return 1;
  if (config.values === "counts") return 1 + samplePoisson(random, Math.exp(Math.min(strength, 5)));
  return Math.min(5, Math.max(1, Math.round(3.4 + 0.8 * strength)));
}
