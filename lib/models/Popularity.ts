import { type Interactions } from "../data";
import { type DenseMatrix, denseMatrix } from "../matrices";
import { type FoldIn } from "./FoldIn";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { Model, type ModelState, type ProbabilityRule } from "./Model";

/** Milliseconds of a day. */
const DAY_MS = 86_400_000;

export type PopularityConfig = Pick<Hyperparameters, "halfLifeDays" | "kindWeights">;

export const popularityDefaults: PopularityConfig = { halfLifeDays: null, kindWeights: {} };

/**
 * Every item by how often it was chosen: the same scores for everybody, and the baseline that
 * every other model has to beat.
 *
 *     score(i) = sum over interactions with i of weight(kind) 2^(-age / halfLife)
 *
 * with the age counted from the log's latest interaction. Without a half-life every interaction
 * counts its kind's weight, 1 unless set.
 */
export class Popularity extends Model<PopularityConfig> implements FoldIn {
  readonly name = "Popularity";
  readonly probabilityRule: ProbabilityRule = "normalised";
  #popularity: Float32Array = new Float32Array(0);

  constructor(config: Partial<PopularityConfig> = {}) {
    super(completeConfig("Popularity", config, popularityDefaults));
  }

  protected override learn(interactions: Interactions): Promise<void> {
    const { halfLifeDays, kindWeights } = this.config;
    const decay = halfLifeDays === null ? null : decays(interactions, halfLifeDays);
    const sums = new Float64Array(interactions.items.size);
    const weights = interactions.kinds.ids.map((kind) => kindWeights[kind] ?? 1);
    for (let row = 0; row < interactions.count; row++) {
      sums[interactions.itemIndex[row]] +=
        weights[interactions.kindIndex[row]] * (decay ? decay[row] : 1);
    }
    this.#popularity = Float32Array.from(sums);
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    return this.#forEverybody(userIndices.length);
  }

  foldIn(interactions: Interactions): DenseMatrix {
    return this.#forEverybody(interactions.users.size);
  }

  #forEverybody(userCount: number): DenseMatrix {
    const itemCount = this.#popularity.length;
    const scores = new Float32Array(userCount * itemCount);
    for (let user = 0; user < userCount; user++) scores.set(this.#popularity, user * itemCount);
    return denseMatrix(scores, userCount, itemCount);
  }

  protected override state(): ModelState {
    return { arrays: { popularity: this.#popularity }, settings: {} };
  }

  protected override restore({ arrays }: ModelState): void {
    this.#popularity = arrays.popularity as Float32Array;
  }
}

/** What is left of each interaction's weight at the time of the latest one, shape [rows]. */
function decays({ timestampMs, count }: Interactions, halfLifeDays: number): Float64Array {
  const timeless = timestampMs ? timestampMs.findIndex(Number.isNaN) : 0;
  if (!timestampMs || timeless >= 0) {
    throw new RangeError(
      `Popularity with halfLifeDays requires a time stamp in every row, got none in row ` +
        `${timeless} of ${count}`,
    );
  }
  let latest = -Infinity;
  for (const time of timestampMs) if (time > latest) latest = time;
  return timestampMs.map((time) => 2 ** (-(latest - time) / (halfLifeDays * DAY_MS)));
}
