import { type DenseMatrix, denseMatrix } from "../matrices";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { Model, type ModelState, type ProbabilityRule } from "./Model";

export type RandomConfig = Pick<Hyperparameters, "seed">;

export const randomDefaults: RandomConfig = { seed: 1 };

/**
 * Scores drawn uniformly from [0, 1), the floor of every comparison. The score of a user and
 * item depends on the seed and their positions alone, so it doesn't matter who is asked for
 * together.
 */
export class Random extends Model<RandomConfig> {
  readonly name = "Random";
  readonly probabilityRule: ProbabilityRule = "normalised";

  constructor(config: Partial<RandomConfig> = {}) {
    super(completeConfig("Random", config, randomDefaults));
  }

  protected override learn(): Promise<void> {
    return Promise.resolve();
  }

  protected override scoreUsers(userIndices: Int32Array): DenseMatrix {
    const itemCount = this.items.size;
    const scores = new Float32Array(userIndices.length * itemCount);
    userIndices.forEach((user, row) => {
      const start = mix(mix(this.config.seed) ^ user);
      for (let item = 0; item < itemCount; item++) {
        // The upper 24 bits: as many as a single-precision float tells apart.
        scores[row * itemCount + item] = (mix(start ^ item) >>> 8) / 2 ** 24;
      }
    });
    return denseMatrix(scores, userIndices.length, itemCount);
  }

  protected override state(): ModelState {
    return { arrays: {}, settings: {} };
  }

  protected override restore(): void {
    // Nothing was learned.
  }
}

/** MurmurHash3's 32-bit finaliser after a golden-ratio step: every bit in moves every bit out. */
function mix(word: number): number {
  let hash = (word + 0x9e3779b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
