import { type InputSpec } from "../../native";
import { permutation, type RandomGenerator } from "../../probability";
import { type Batch } from "../../training";
import { type InterestWindows } from "../InterestWindows";
import { outcomeWeight } from "../outcomeWeight";
import { HORIZON_INPUTS, POPULATION_INPUTS } from "./ForecastNetwork";
import { type NeuralForecasterConfig } from "./neuralForecasterConfig";
import { fitPopulation, horizonInputs } from "./windowFeatures";

interface Parts {
  readonly config: NeuralForecasterConfig;
  /** Of `windowFeatures`, shape [users, windows, features]. */
  readonly features: Float32Array;
  /** Shape [windows, interests, POPULATION_INPUTS]. */
  readonly population: Float32Array;
  /** Every interaction counts the same, however many there are. */
  readonly equalWeights: boolean;
  readonly random: RandomGenerator;
}

/**
 * The batches that a forecaster is trained on: some users' windows but the last, a few windows as
 * origins, the last of them among these, and what came after each.
 */
export class ForecastBatches {
  readonly specs: Readonly<Record<string, InputSpec>>;
  /** Null where no user is held out. */
  readonly validation: readonly Batch[] | undefined;
  readonly #windows: InterestWindows;
  readonly #parts: Parts;
  readonly #training: Int32Array;
  /** Windows that are read: all but the last. */
  readonly #timeCount: number;
  readonly #horizonCount: number;
  readonly #originCount: number;
  readonly #population: Float32Array;

  constructor(windows: InterestWindows, parts: Parts) {
    const { config, random } = parts;
    this.#windows = windows;
    this.#parts = parts;
    const K = windows.interests.length;
    const T = (this.#timeCount = windows.windowCount - 1);
    this.#horizonCount = Math.min(config.horizonWindows, T);
    this.#originCount = Math.min(config.originsPerStep, T);
    this.#population = fitPopulation(parts.population, K, T);
    const [R, B, H] = [this.#originCount, config.batchSize, this.#horizonCount];
    this.specs = {
      features: { shape: [B, T, this.#featureCount], dtype: "float32" },
      origins: { shape: [R], dtype: "int32" },
      horizons: { shape: [R, H, HORIZON_INPUTS], dtype: "float32" },
      population: { shape: [T, K, POPULATION_INPUTS], dtype: "float32" },
      future: { shape: [R, B, H, K], dtype: "float32" },
      weight: { shape: [R, B, H], dtype: "float32" },
    };
    const order = permutation(random.fork("validation"), windows.users.length);
    const heldOut = Math.floor(windows.users.length * config.validationShare);
    this.#training = Int32Array.from(order.subarray(heldOut));
    const evenly = Int32Array.from({ length: R }, (_, i) => Math.floor(((i + 1) * T) / R) - 1);
    const validation = this.#batches(order.subarray(0, heldOut), () => evenly);
    this.validation = validation.length > 0 ? validation : undefined;
  }

  ofEpoch(epoch: number): readonly Batch[] {
    const random = this.#parts.random.fork("epochs").fork(epoch);
    const order = permutation(random.fork("users"), this.#training.length);
    const users = Int32Array.from(order, (place) => this.#training[place]);
    const drawn = random.fork("origins");
    return this.#batches(users, () => {
      const earlier = permutation(drawn, this.#timeCount - 1);
      const some = earlier.subarray(0, this.#originCount - 1);
      return Int32Array.of(...some, this.#timeCount - 1).sort();
    });
  }

  get #featureCount(): number {
    const { users, windowCount } = this.#windows;
    return this.#parts.features.length / (users.length * windowCount);
  }

  #batches(users: ArrayLike<number>, chooseOrigins: () => Int32Array): Batch[] {
    const { batchSize } = this.#parts.config;
    const batches: Batch[] = [];
    for (let first = 0; first < users.length; first += batchSize) {
      const chosen = Array.prototype.slice.call(users, first, first + batchSize) as number[];
      const origins = chooseOrigins();
      let made: Batch["inputs"] | undefined;
      const inputs = (): Batch["inputs"] => (made ??= this.#inputs(chosen, origins));
      batches.push({
        // Made when the step comes, and dropped with the batch.
        get inputs() {
          const ready = inputs();
          made = undefined;
          return ready;
        },
        weight: chosen.length,
      });
    }
    return batches;
  }

  #inputs(users: readonly number[], origins: Int32Array): Batch["inputs"] {
    const { config, features } = this.#parts;
    const [T, F] = [this.#timeCount, this.#featureCount];
    // Rows without a user are 1, whose logarithm is 0.
    const read = new Float32Array(config.batchSize * T * F).fill(1);
    users.forEach((user, row) => {
      const start = user * this.#windows.windowCount * F;
      read.set(features.subarray(start, start + T * F), row * T * F);
    });
    return {
      features: read,
      origins,
      horizons: horizonInputs(origins, this.#horizonCount, config.seasonWindows),
      population: this.#population,
      ...this.#targets(users, origins),
    };
  }

  #targets(
    users: readonly number[],
    origins: Int32Array,
  ): { future: Float32Array; weight: Float32Array } {
    const windows = this.#windows;
    const K = windows.interests.length;
    const H = this.#horizonCount;
    const B = this.#parts.config.batchSize;
    const future = new Float32Array(origins.length * B * H * K);
    const weight = new Float32Array(origins.length * B * H);
    origins.forEach((origin, i) => {
      users.forEach((user, row) => {
        for (let h = 0; h < H && origin + h + 1 < windows.windowCount; h++) {
          const counts = windows.row(user, origin + h + 1);
          const place = (i * B + row) * H + h;
          future.set(counts, place * K);
          let total = 0;
          for (let k = 0; k < K; k++) total += counts[k];
          if (total > 0) weight[place] = this.#parts.equalWeights ? 1 : outcomeWeight(total);
        }
      });
    });
    return { future, weight };
  }
}
