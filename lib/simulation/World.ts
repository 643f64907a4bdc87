import { SparseMatrix } from "../matrices";
import { AliasTable, RandomGenerator, sampleNormal, softmax, zipfWeights } from "../probability";
import { drawItems, type Items } from "./drawItems";
import { latentLayout, type LatentLayout } from "./interestPath";
import { type WorldConfig, worldConfig } from "./WorldConfig";

/** What can be chosen to serve one interest within one domain. */
export interface Shelf {
  /** Items in proportion to being wanted and shown; null where there is none. */
  readonly table: AliasTable | null;
  /** Positions in the catalogue of the table's places. */
  readonly items: Int32Array;
  /** Sum of the items' weights of being wanted. */
  readonly wanted: number;
  /** Chance that what is wanted is shown, in [0, 1]: the mean propensity. */
  readonly visible: number;
}

/** All of a world that isn't a user's. */
export interface World {
  readonly config: WorldConfig;
  readonly random: RandomGenerator;
  /** Names, shape [interests]. */
  readonly interests: readonly string[];
  readonly items: Items;
  /** Shape [domains][interests]. */
  readonly shelves: readonly (readonly Shelf[])[];
  readonly groupWeight: Float64Array;
  readonly groupTable: AliasTable;
  /** Log-odds, shape [groups, interests]. */
  readonly groupCentre: Float64Array;
  /** Dirichlet concentrations, shape [groups, interests]. */
  readonly groupConcentration: Float64Array;
  /** When each interest's season peaks, in radians, shape [interests]. */
  readonly seasonPhase: Float64Array;
  readonly layout: LatentLayout;
}

/** Draws all of a world but its users; the same configuration gives the same world. */
export function drawWorld(settings: Partial<WorldConfig> = {}): World {
  const config = worldConfig(settings);
  const random = new RandomGenerator(config.seed).fork("world");
  const { interestCount: K, groupCount: G } = config;
  const interests = Array.from({ length: K }, (_, k) => `interest${k + 1}`);
  const items = drawItems(config, random.fork("items"), interests);
  const groupWeight = zipfWeights(G, 0.5);
  const centres = random.fork("groups");
  const groupCentre = Float64Array.from({ length: G * K }, () =>
    sampleNormal(centres, 0, config.groupSpread),
  );
  const groupConcentration = new Float64Array(G * K);
  for (let group = 0; group < G; group++) {
    const mean = softmax(groupCentre.subarray(group * K, (group + 1) * K));
    // No concentration below 0.01: such an interest would be 0 for all but a few.
    mean.forEach((m, k) => {
      groupConcentration[group * K + k] = Math.max(0.01, config.concentration * m);
    });
  }
  const shelves = stockShelves(config, items);
  const bare = shelves.findIndex((shelf) => shelf.every(({ visible }) => visible === 0));
  if (bare >= 0) {
    throw new RangeError(
      `drawWorld requires items that can be seen in every domain, got none in domain ${bare + 1} ` +
        `(${config.itemCount} items, ${K} interests, ${config.domainCount} domains)`,
    );
  }
  const seasons = random.fork("seasons");
  return {
    config,
    random,
    interests,
    items,
    shelves,
    groupWeight,
    groupTable: new AliasTable(groupWeight),
    groupCentre,
    groupConcentration,
    seasonPhase: Float64Array.from({ length: K }, () => 2 * Math.PI * seasons.uniform()),
    layout: latentLayout({ config }),
  };
}

/** The chance that an item is shown to a user who wants it for an interest. */
export function propensity(world: World, item: number, interest: number): number {
  return interest < world.config.silentInterestCount ? 0 : world.items.exposure[item];
}

function stockShelves(config: WorldConfig, items: Items): Shelf[][] {
  const byInterest: SparseMatrix = items.membership.transpose();
  return Array.from({ length: config.domainCount }, (_, domain) =>
    Array.from({ length: config.interestCount }, (_, interest) => {
      const all = byInterest.rowColumns(interest);
      const membership = byInterest.rowValues(interest);
      const places = Array.from(all.keys()).filter((place) => items.domain[all[place]] === domain);
      const wants = places.map((place) => membership[place] * items.popularity[all[place]]);
      const shown = places.map((place, i) => wants[i] * items.exposure[all[place]]);
      const wanted = wants.reduce((sum, weight) => sum + weight, 0);
      const seen = shown.reduce((sum, weight) => sum + weight, 0);
      const silent = interest < config.silentInterestCount || wanted === 0;
      return {
        table: silent ? null : new AliasTable(shown),
        items: Int32Array.from(places, (place) => all[place]),
        wanted,
        visible: silent ? 0 : seen / wanted,
      };
    }),
  );
}
