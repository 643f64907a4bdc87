import { type Interactions } from "../data";
import { type InterestSpace } from "../interests";
import { type Model } from "../models";
import { RandomGenerator, shuffle } from "../probability";
import { evaluate } from "./evaluate";
import { type Protocol } from "./Protocol";

/** A metric's mean over the probed users with so many interactions kept. */
export interface HistoryLengthRow {
  /** Interactions kept of each probed user. */
  readonly historyLength: number;
  readonly metric: string;
  readonly mean: number;
  /** Bootstrap interval over users. */
  readonly low: number;
  readonly high: number;
  readonly userCount: number;
}

export interface HistoryLengthOptions {
  /** Default [1, 2, 5, 10, 20]. */
  readonly historyLengths?: readonly number[];
  /** Share of the users with long enough histories who are probed (default 0.2). */
  readonly probeShare?: number;
  readonly protocol?: Partial<Protocol>;
  readonly space?: InterestSpace;
  readonly signal?: AbortSignal;
}

/**
 * How well a model does for users of whom little is known. Some users with long histories are
 * probed: all but their latest n interactions are hidden, the model is fitted anew with everyone
 * else's histories whole, and the probed users' test interactions are predicted. The same users
 * are probed at every n, so rows differ by n alone.
 *
 * @param create - a new model from the protocol's seed
 * @throws RangeError if no user has a test interaction and as long a history as the longest asked for
 */
export async function errorByHistoryLength(
  create: (seed: number) => Model,
  split: { readonly train: Interactions; readonly test: Interactions },
  options: HistoryLengthOptions = {},
): Promise<HistoryLengthRow[]> {
  const {
    historyLengths = [1, 2, 5, 10, 20],
    probeShare = 0.2,
    protocol = {},
    space,
    signal,
  } = options;
  const { train } = split;
  const histories = train.rowsByUser();
  const seed = protocol.seed ?? 1;
  const probed = probedUsers(split, Math.max(...historyLengths), probeShare, seed);
  const test = split.test.filter((row) =>
    probed.has(split.test.users.ids[split.test.userIndex[row]]),
  );
  const rows: HistoryLengthRow[] = [];
  for (const historyLength of historyLengths) {
    const hidden = new Set<number>();
    histories.forEach((history, user) => {
      if (!probed.has(train.users.ids[user])) return;
      for (const row of history.subarray(0, history.length - historyLength)) hidden.add(row);
    });
    const model = create(seed);
    await model.fit(
      train.filter((row) => !hidden.has(row)),
      { signal },
    );
    const { means } = await evaluate(model, test, protocol, { space, signal });
    for (const [metric, { mean, low, high, count }] of Object.entries(means)) {
      rows.push({ historyLength, metric, mean, low, high, userCount: count });
    }
    model.dispose();
  }
  return rows;
}

/** Ids of some users with a history of at least `longest` and a test interaction. */
function probedUsers(
  { train, test }: { readonly train: Interactions; readonly test: Interactions },
  longest: number,
  share: number,
  seed: number,
): Set<string> {
  const tested = new Set(Array.from(test.userIndex, (user) => test.users.ids[user]));
  const able = train
    .rowsByUser()
    .flatMap((history, user) => (history.length >= longest ? [train.users.ids[user]] : []))
    .filter((user) => tested.has(user));
  if (able.length === 0) {
    throw new RangeError(
      `errorByHistoryLength requires test users with ${longest} interactions or more, got none`,
    );
  }
  shuffle(new RandomGenerator(seed).fork("probes"), able);
  return new Set(able.slice(0, Math.max(1, Math.round(share * able.length))));
}
