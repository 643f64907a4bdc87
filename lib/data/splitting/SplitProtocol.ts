import { z } from "zod";
import { schemaFault, suggestion } from "../schemaFault";

/** Shares of the rows (or users, or items) that leave training. */
interface Shares {
  /** Default 0.1. */
  readonly testShare?: number;
  /** Default 0.1; 0 for no validation part. */
  readonly validShare?: number;
}

/** What happens to rows after the cut. */
interface Afterwards {
  /** Leaves out validation and test rows of items that training lacks; default false. */
  readonly warmItemsOnly?: boolean;
  /** Leaves out validation and test rows of users that training lacks; default false. */
  readonly warmUsersOnly?: boolean;
}

/** Users of whom too little would be left. */
interface SmallUsers {
  /** The fewest rows that a user must keep in training; default 1. */
  readonly minTrain?: number;
  /** What becomes of users with fewer: all rows to train (the default), or left out. */
  readonly smallUsers?: "train" | "drop";
}

/** Draws follow from it alone; default 42. */
interface Seeded {
  readonly seed?: number;
}

/** Items against which a test user's own are ranked; without, all items are candidates. */
export interface NegativeSettings {
  /** For each test user; where the user lacks fewer items, all of those. */
  readonly count: number;
  /** All items alike (the default), or in proportion to the rows that each has in the parts. */
  readonly by?: "uniform" | "popularity";
  /** Default 42. */
  readonly seed?: number;
}

/** How rows become train, validation and test: plain JSON, printed with every result. */
export type SplitProtocol = Cut & {
  /** Draws negative candidates for each test user. */
  readonly negatives?: NegativeSettings | null;
};

/** How rows are cut. */
type Cut =
  | ({ readonly name: "random" } & Shares & Seeded & Afterwards)
  /** A share of each user's rows, at least one for each part, at random. */
  | ({ readonly name: "per-user-random" } & Shares & Seeded & SmallUsers & Afterwards)
  /** At random, with the same shares among the rows of each value, kind or item. */
  | ({
      readonly name: "stratified";
      readonly by?: "value" | "kind" | "item";
    } & Shares &
      Seeded &
      Afterwards)
  /** The latest rows of all. */
  | ({ readonly name: "global-temporal" } & Shares & Afterwards)
  /** Each user's latest rows: of n rows, max(1, floor(share n)) for each part. */
  | ({ readonly name: "per-user-temporal" } & Shares & SmallUsers & Afterwards)
  /** Each user's last row is test; with `last` 2 (the default) the one before it validation. */
  | ({ readonly name: "leave-one-out"; readonly last?: 1 | 2 } & SmallUsers & Afterwards)
  /** `folds` parts (default 5) of equal size at random, each the test part once; see `splitFolds`. */
  | ({ readonly name: "k-fold"; readonly folds?: number } & Seeded & Afterwards)
  /** All rows of some users. */
  | ({ readonly name: "cold-user" } & Shares & Seeded)
  /** All rows of some items. */
  | ({ readonly name: "cold-item" } & Shares & Seeded);

export type SplitName = SplitProtocol["name"];

/** A protocol with every setting filled in; settings that its name doesn't use don't matter. */
export interface FullProtocol {
  readonly name: SplitName;
  readonly testShare: number;
  readonly validShare: number;
  readonly seed: number;
  readonly by: "value" | "kind" | "item";
  readonly last: 1 | 2;
  readonly folds: number;
  readonly minTrain: number;
  readonly smallUsers: "train" | "drop";
  readonly warmItemsOnly: boolean;
  readonly warmUsersOnly: boolean;
  readonly negatives: Required<NegativeSettings> | null;
}

const shares = {
  testShare: z.number().gt(0).lt(1).default(0.1),
  validShare: z.number().min(0).lt(1).default(0.1),
};
const seeded = { seed: z.number().int().min(0).default(42) };
const small = {
  minTrain: z.number().int().min(1).default(1),
  smallUsers: z.enum(["train", "drop"]).default("train"),
};
const afterwards = {
  warmItemsOnly: z.boolean().default(false),
  warmUsersOnly: z.boolean().default(false),
};

/** The settings that each protocol has. */
const SETTINGS: Readonly<Record<SplitName, z.ZodRawShape>> = {
  random: { ...shares, ...seeded, ...afterwards },
  "per-user-random": { ...shares, ...seeded, ...small, ...afterwards },
  stratified: {
    by: z.enum(["value", "kind", "item"]).default("value"),
    ...shares,
    ...seeded,
    ...afterwards,
  },
  "global-temporal": { ...shares, ...afterwards },
  "per-user-temporal": { ...shares, ...small, ...afterwards },
  "leave-one-out": {
    last: z.union([z.literal(1), z.literal(2)]).default(2),
    ...small,
    ...afterwards,
  },
  "k-fold": { folds: z.number().int().min(2).max(100).default(5), ...seeded, ...afterwards },
  "cold-user": { ...shares, ...seeded },
  "cold-item": { ...shares, ...seeded },
};

const negatives = z
  .strictObject({
    count: z.number().int().min(1),
    by: z.enum(["uniform", "popularity"]).default("uniform"),
    seed: seeded.seed,
  })
  .nullish()
  .transform((value) => value ?? null);

/** The names of all protocols. */
export const splitNames: readonly SplitName[] = Object.keys(SETTINGS) as SplitName[];

/** Whether a protocol draws its parts at random, by a seed. */
export function isSeeded(name: string): boolean {
  return name in SETTINGS && "seed" in SETTINGS[name as SplitName];
}

/** The schema of the protocol of a name. */
export function splitSchema(name: SplitName): z.ZodType {
  return z.strictObject({ name: z.literal(name), negatives, ...SETTINGS[name] });
}

/**
 * A protocol with its defaults filled in.
 *
 * @throws RangeError if the name is unknown, a setting isn't the protocol's or is out of range, or
 * the shares leave nothing for training
 */
export function parseSplitProtocol(protocol: unknown): FullProtocol {
  const name = (protocol as { name?: SplitName } | null | undefined)?.name;
  if (name === undefined || !splitNames.includes(name)) {
    throw new RangeError(
      `split requires a protocol of ${splitNames.join(", ")}, got ${JSON.stringify(name)}` +
        suggestion(String(name), splitNames),
    );
  }
  const schema = splitSchema(name);
  const parsed = schema.safeParse(protocol);
  if (!parsed.success) {
    const { message } = schemaFault(schema, parsed.error, protocol, { within: [name] });
    throw new RangeError(
      `split requires valid settings, got ${message} in ${JSON.stringify(protocol)}`,
    );
  }
  const full = {
    testShare: 0,
    validShare: 0,
    seed: 42,
    by: "value",
    last: 2,
    folds: 5,
    minTrain: 1,
    smallUsers: "train",
    warmItemsOnly: false,
    warmUsersOnly: false,
    negatives: null,
    ...(parsed.data as object),
  } as FullProtocol;
  if (full.testShare + full.validShare >= 1) {
    throw new RangeError(
      `split requires testShare + validShare below 1, got ${full.testShare} + ${full.validShare}`,
    );
  }
  return full;
}
