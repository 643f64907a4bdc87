import { z } from "zod";
import { schemaFault } from "../data";

/** A kind of behaviour and its share of all interactions. */
export interface KindShare {
  readonly kind: string;
  readonly share: number;
}

/** What a simulated world is made of: plain JSON, printed with every result. */
export interface WorldConfig {
  /** All draws follow from it. Default 42. */
  readonly seed: number;
  /** Default 10,000. */
  readonly userCount: number;
  /** Default 1,000. */
  readonly itemCount: number;

  /** K. Default 20. */
  readonly interestCount: number;
  /** G: groups of users with a common leaning; their sizes follow Zipf's law. Default 8. */
  readonly groupCount: number;
  /** Standard deviation of the groups' centres, in log-odds. Default 1.5. */
  readonly groupSpread: number;
  /** Where a user's distribution comes from, given the group. Default "logistic-normal". */
  readonly prior: "logistic-normal" | "dirichlet";
  /** Of the logistic-normal prior: standard deviation within a group, in log-odds. Default 1. */
  readonly userSpread: number;
  /** Of the Dirichlet prior: sum of a group's concentrations. Default 10. */
  readonly concentration: number;
  /** The first so many interests leave no trace: nobody is ever shown what serves them. Default 2. */
  readonly silentInterestCount: number;

  /** Mean number of interests that an item serves, at least 1. Default 1.5. */
  readonly interestsPerItem: number;
  /** The r-th most popular item is wanted in proportion to r^-this. Default 0.8. */
  readonly popularityExponent: number;
  /** Chance that the most popular item is shown to who wants it, in (0, 1]. Default 0.9. */
  readonly exposure: number;
  /** An item's chance falls with popularity to this power; 0: all are shown alike. Default 0.4. */
  readonly exposureBias: number;
  /** The least chance of an item to be shown. Default 0.02. */
  readonly exposureFloor: number;
  /** Correlation of an item's quality with the logarithm of its popularity. Default 0.4. */
  readonly popularityQuality: number;
  /** Words of an item's text. Default 12. */
  readonly wordsPerItem: number;
  /** Share of those words that come from the item's interests. Default 0.7. */
  readonly wordInterestShare: number;
  /** Domains (music, films, reading, ...) that share the users. Default 1. */
  readonly domainCount: number;

  /** Mean number of interactions of a user who isn't cold. Default 50. */
  readonly interactionsPerUser: number;
  /** Standard deviation of the logarithm of activity: the heavy tail. Default 1. */
  readonly activitySpread: number;
  /** Share of users with 0, 1 or 2 interactions. Default 0.05. */
  readonly coldUserShare: number;
  /** From the weakest to the strongest. Default view 0.6, like 0.15, purchase 0.15, share 0.1. */
  readonly kinds: readonly KindShare[];
  /** Ratings 1..5, counts from 1, or all 1. Default "ratings". */
  readonly values: "ratings" | "counts" | "ones";
  /** Standard deviation of what chance adds to quality and leniency. Default 1. */
  readonly valueNoise: number;

  /** First moment, in milliseconds since 1970 UTC. Default 2024-01-01. */
  readonly startMs: number;
  /** Default 360. */
  readonly days: number;
  /** P: stretches of equal length within which interests stand still. Default 12. */
  readonly periodCount: number;
  /** Standard deviation of a period's step of the random walk, in log-odds. Default 0.1. */
  readonly driftPerPeriod: number;
  /** Of the yearly wave of each interest, in log-odds. Default 0.2. */
  readonly seasonAmplitude: number;
  /** Periods of a wave. Default 12. */
  readonly seasonPeriods: number;
  /** Chance that a user becomes another person once. Default 0.1; needs two periods. */
  readonly changeProbability: number;

  /** Mean number of friends that a user names. Default 5. */
  readonly friendsPerUser: number;
  /** Share of friends sought in one's own group. Default 0.8. */
  readonly homophily: number;
  /** Share of users whose `segment` attribute tells their group; others' is random. Default 0.7. */
  readonly segmentAccuracy: number;
}

const share = z.number().min(0).max(1);
const spread = z.number().min(0).max(20);
const count = z.number().int().min(1);

const schema = z
  .object({
    seed: z.number().int().default(42),
    userCount: count.max(50_000_000).default(10_000),
    itemCount: count.max(50_000_000).default(1_000),
    interestCount: count.min(2).max(1_000).default(20),
    groupCount: count.max(10_000).default(8),
    groupSpread: spread.default(1.5),
    prior: z.enum(["logistic-normal", "dirichlet"]).default("logistic-normal"),
    userSpread: spread.default(1),
    concentration: z.number().positive().default(10),
    silentInterestCount: z.number().int().min(0).default(2),
    interestsPerItem: z.number().min(1).default(1.5),
    popularityExponent: z.number().min(0).max(5).default(0.8),
    exposure: share.gt(0).default(0.9),
    exposureBias: z.number().min(0).max(5).default(0.4),
    exposureFloor: share.gt(0).default(0.02),
    popularityQuality: z.number().min(-1).max(1).default(0.4),
    wordsPerItem: z.number().int().min(0).max(1_000).default(12),
    wordInterestShare: share.default(0.7),
    domainCount: count.max(100).default(1),
    interactionsPerUser: z.number().positive().max(1_000_000).default(50),
    activitySpread: z.number().min(0).max(3).default(1),
    coldUserShare: share.default(0.05),
    kinds: z
      .array(z.strictObject({ kind: z.string().min(1), share: z.number().min(0) }))
      .min(1)
      .max(256)
      .default([
        { kind: "view", share: 0.6 },
        { kind: "like", share: 0.15 },
        { kind: "purchase", share: 0.15 },
        { kind: "share", share: 0.1 },
      ]),
    values: z.enum(["ratings", "counts", "ones"]).default("ratings"),
    valueNoise: spread.default(1),
    startMs: z
      .number()
      .int()
      .default(Date.UTC(2024, 0, 1)),
    days: z.number().positive().max(36_500).default(360),
    periodCount: count.max(1_000).default(12),
    driftPerPeriod: spread.default(0.1),
    seasonAmplitude: spread.default(0.2),
    seasonPeriods: z.number().positive().default(12),
    changeProbability: share.default(0.1),
    friendsPerUser: z.number().min(0).max(10_000).default(5),
    homophily: share.default(0.8),
    segmentAccuracy: share.default(0.7),
  })
  .strict();

/**
 * A whole configuration from the settings that differ from the defaults.
 *
 * @throws RangeError if a setting is unknown or outside its range; the message names it
 */
export function worldConfig(settings: Partial<WorldConfig> = {}): WorldConfig {
  const parsed = schema.safeParse(settings);
  if (!parsed.success) {
    const { path, message } = schemaFault(schema, parsed.error, settings);
    if (message.startsWith("unknown key")) {
      throw new RangeError(`worldConfig requires known settings, got ${message}`);
    }
    const got = JSON.stringify(settings[path[0] as keyof WorldConfig]);
    throw new RangeError(
      `worldConfig requires ${path.join(".")} as its schema says (${message}), got ${got}`,
    );
  }
  const config: WorldConfig = parsed.data;
  if (config.silentInterestCount >= config.interestCount) {
    throw new RangeError(
      `worldConfig requires fewer silent interests than ${config.interestCount} interests, ` +
        `got ${config.silentInterestCount}`,
    );
  }
  if (config.kinds.every(({ share: weight }) => weight === 0)) {
    throw new RangeError("worldConfig requires a kind with a share above 0, got none");
  }
  return config;
}
