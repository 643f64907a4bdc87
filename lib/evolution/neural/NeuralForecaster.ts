import { type FitOptions, type ModelState } from "../../models";
import { tf } from "../../native";
import { RandomGenerator } from "../../probability";
import {
  fixedWeights,
  initialWeights,
  train,
  trainableWeights,
  type TrainingCurve,
  weightArrays,
  type Weights,
} from "../../training";
import { commonNoise } from "../commonNoise";
import { fitDiscounting, populationMean, someUsers } from "../discountedCounts";
import { Forecaster, type ForecastOptions, type InterestForecast } from "../Forecaster";
import { type InterestWindows } from "../InterestWindows";
import { ForecastBatches } from "./ForecastBatches";
import { type ForecastNetwork, type NetworkShape } from "./ForecastNetwork";
import { correct, forecastLoss } from "./forecastLoss";
import { ForecastSum } from "./ForecastSum";
import { type NeuralForecasterConfig } from "./neuralForecasterConfig";
import {
  type FeatureSettings,
  featureCount,
  fitPopulation,
  horizonInputs,
  populationInputs,
  windowFeatures,
} from "./windowFeatures";

/** Users on whom the population's mean, and the exponential mean, are fitted. */
const USERS_FOR_MEAN = 20_000;
const USERS_FOR_DISCOUNTING = 2000;

/** Users forecast at a time. */
const FORECAST_AT_ONCE = 4096;

/** Draws of a latent taste that a mean is taken over where none are asked for. */
const DRAWS_FOR_MEAN = 32;

/**
 * A forecaster that learns by gradient: a network reads the windows and corrects the exponential
 * mean, so that it begins as good as that and learns what the mean misses: who changes how, what
 * goes with what, the season, how fast one forgets. Its own file builds the network; the rest is
 * here.
 *
 * The shares are trained by the log score of the windows to come, the precision by the
 * Dirichlet-multinomial's likelihood.
 */
export abstract class NeuralForecaster<
  Config extends NeuralForecasterConfig = NeuralForecasterConfig,
> extends Forecaster<Config> {
  /** Loss by epoch, in nats an interaction. */
  curve: TrainingCurve | null = null;
  #features: FeatureSettings = {
    mean: new Float64Array(),
    discounting: { priorWeight: 1, decay: 0 },
  };
  #population: Float32Array = new Float32Array();
  #weights: Readonly<Record<string, Float32Array>> = {};

  protected abstract network(shape: NetworkShape): ForecastNetwork;

  protected override async learn(windows: InterestWindows, options: FitOptions): Promise<void> {
    const { config } = this;
    const mean = populationMean(someUsers(windows, USERS_FOR_MEAN, 1));
    const some = someUsers(windows, USERS_FOR_DISCOUNTING, 1);
    this.#features = { mean, discounting: fitDiscounting(some, mean, null) };
    this.#population = populationInputs(windows, mean, config.seasonWindows);
    const network = this.#network(mean.length);
    const random = new RandomGenerator(config.seed);
    const variables = trainableWeights(
      network.weights,
      initialWeights(network.weights, random.fork("weights")),
    );
    const batches = new ForecastBatches(windows, {
      config,
      features: windowFeatures(windows, this.#features),
      population: this.#population,
      equalWeights: network.latentSize > 0,
      random,
    });
    try {
      this.curve = await train(
        {
          name: this.name,
          variables: Object.values(variables),
          inputs: batches.specs,
          loss: (inputs, training) => forecastLoss(network, variables, inputs, { mean, training }),
          batches: (epoch) => batches.ofEpoch(epoch),
          validationBatches: batches.validation,
        },
        { ...config, clipNorm: 1 },
        options,
      );
      this.#weights = weightArrays(variables);
    } finally {
      tf.dispose(variables);
    }
  }

  protected override predict(
    windows: InterestWindows,
    options: Required<ForecastOptions>,
  ): InterestForecast {
    const { mean } = this.#features;
    const network = this.#network(mean.length);
    const weights = fixedWeights(network.weights, this.#weights);
    const sum = new ForecastSum(windows, options, network.latentSize > 0);
    const userCount = windows.users.length;
    const atOnce = Math.min(FORECAST_AT_ONCE, userCount);
    // One array for all parts: a new one for each is much work for the garbage collector.
    const features = new Float32Array(atOnce * windows.windowCount * featureCount(mean.length));
    try {
      for (let first = 0; first < userCount; first += atOnce) {
        const count = Math.min(atOnce, userCount - first);
        const users = windows.select(Int32Array.from({ length: count }, (_, i) => first + i));
        this.#predictSome(network, weights, { users, features, first, sum, options });
      }
    } finally {
      tf.dispose(weights);
    }
    return sum.forecast();
  }

  #predictSome(
    network: ForecastNetwork,
    weights: Weights,
    part: {
      users: InterestWindows;
      /** Written into. */
      features: Float32Array;
      first: number;
      sum: ForecastSum;
      options: Required<ForecastOptions>;
    },
  ): void {
    const { users, features, first, sum, options } = part;
    const { windowCount } = users;
    const K = users.interests.length;
    const origin = windowCount - 1;
    const H = options.horizonCount;
    const drawCount = network.latentSize > 0 ? Math.max(DRAWS_FOR_MEAN, options.sampleCount) : 1;
    const noise = commonNoise(drawCount, network.latentSize, options.seed);
    tf.tidy(() => {
      const read = {
        features: tf.log(
          tf.tensor3d(windowFeatures(users, this.#features, features), [
            users.users.length,
            windowCount,
            featureCount(K),
          ]),
        ),
        origins: tf.tensor1d(Int32Array.of(origin), "int32"),
        horizons: tf.tensor3d(horizonInputs([origin], H, this.config.seasonWindows), [1, H, 4]),
        population: tf.tensor3d(fitPopulation(this.#population, K, windowCount), [
          windowCount,
          K,
          4,
        ]),
        seed: null,
      };
      for (const draw of noise) {
        tf.tidy(() => {
          const given =
            draw.length > 0 ? { ...read, noise: tf.tensor1d(Float32Array.from(draw)) } : read;
          const { logShares, logPrecision } = correct(network, weights, given, this.#features.mean);
          sum.add(first, tf.exp(logShares).dataSync(), tf.exp(logPrecision).dataSync());
        });
      }
    });
  }

  #network(interestCount: number): ForecastNetwork {
    return this.network({
      interestCount,
      featureCount: featureCount(interestCount),
      horizonCount: this.config.horizonWindows,
    });
  }

  protected override state(): ModelState {
    const { mean, discounting } = this.#features;
    const weights = Object.entries(this.#weights).map(([name, values]) => [
      `weight_${name}`,
      values,
    ]);
    return {
      arrays: {
        mean,
        population: this.#population,
        ...(Object.fromEntries(weights) as Record<string, Float32Array>),
      },
      settings: { discounting, curve: this.curve },
    };
  }

  protected override restore({ arrays, settings }: ModelState): void {
    this.#features = {
      mean: arrays.mean as Float64Array,
      discounting: settings.discounting as FeatureSettings["discounting"],
    };
    this.#population = arrays.population as Float32Array;
    this.curve = settings.curve as TrainingCurve | null;
    this.#weights = Object.fromEntries(
      Object.keys(this.#network(arrays.mean.length).weights).map((name) => [
        name,
        arrays[`weight_${name}`] as Float32Array,
      ]),
    );
  }
}
