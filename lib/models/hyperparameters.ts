import { type MatrixOptions } from "../data";
import { type OptimizerConfig, type Schedule } from "../training";
import {
  above,
  atLeast,
  between,
  isNumber,
  kindOf,
  oneOf,
  orNull,
  type SettingRule,
  trueOrFalse,
  whole,
} from "./settingRules";

/** How alike two items, or two users, are; see `similarityWeights` for the equations. */
export type Similarity = "cosine" | "pearson" | "jaccard" | "tfidf" | "bm25" | "asymmetric";

/**
 * Every hyper-parameter that more than one model has, or could have: the same name means the same
 * everywhere. A model's config picks its own: `Pick<Hyperparameters, "regularization" | ...>`.
 */
export interface Hyperparameters extends Required<MatrixOptions> {
  /** Seed of the model's random draws. The same seed gives the same result. */
  readonly seed: number;
  /** Strength of the L2 penalty on what is learned, at least 0. */
  readonly regularization: number;
  /** Strength of the L1 penalty, at least 0: the larger, the more weights are exactly 0. */
  readonly l1Regularization: number;
  /** How many neighbours are kept for each item or user. */
  readonly neighbourCount: number;
  /** The fewest neighbours a prediction may rest on; below it, it falls back to the baseline. */
  readonly minNeighbourCount: number;
  readonly similarity: Similarity;
  /**
   * Added to the denominator of a similarity, at least 0: pairs with little evidence shrink
   * towards 0.
   */
  readonly shrinkage: number;
  /** Exponent of the own norm in the asymmetric cosine, from 0 to 1; 0.5 is the cosine. */
  readonly asymmetry: number;
  /** BM25's saturation of repeated interactions, at least 0. */
  readonly k1: number;
  /** BM25's share of length normalisation, from 0 to 1. */
  readonly b: number;
  /** An interaction this old counts half; null: all count the same. */
  readonly halfLifeDays: number | null;
  /** The longest catalogue that is solved densely: memory grows with its square. */
  readonly maxItems: number;
  readonly topicCount: number;
  /** Dirichlet prior of each user's topics, above 0; below 1 users keep to few topics. */
  readonly topicConcentration: number;
  /** Dirichlet prior of each topic's items, above 0. */
  readonly itemConcentration: number;
  /** Exponent of a row's interactions in its penalty, at least 0; 0: the same for every row. */
  readonly frequencyExponent: number;
  /** The weight of a pair without interaction, above 0; one with value v weighs confidence * v more. */
  readonly unobservedWeight: number;
  /** The weight that an interaction adds for each unit of its value, above 0. */
  readonly confidence: number;
  /** Conjugate-gradient steps for each row and iteration. */
  readonly solverSteps: number;
  /** Items drawn for one pair, at most, until one comes within the margin. */
  readonly mostDraws: number;
  /** Passes over the data, at most. */
  readonly iterations: number;
  /** Stop when nothing has changed by more than this share, at least 0. */
  readonly tolerance: number;
  /** Only weights of at least 0. */
  readonly nonNegative: boolean;
  /** The weight of ADMM's quadratic coupling, above 0. */
  readonly penalty: number;
  /** Exponent of the transition probabilities, above 0. */
  readonly alpha: number;
  /** Exponent of the popularity that scores are divided by, at least 0. */
  readonly beta: number;
  /** L2 penalty of the users' offsets, at least 0. */
  readonly userRegularization: number;
  /** L2 penalty of the items' offsets, at least 0. */
  readonly itemRegularization: number;
  /**
   * Concentration of a symmetric Dirichlet prior on each interest, above 0; null learns the prior
   * from the population (empirical Bayes).
   */
  readonly priorConcentration: number | null;
  /** Numbers in each learned vector, of an item and, where it has one, of a user. */
  readonly embeddingSize: number;
  /** Units of a hidden layer. */
  readonly hiddenSize: number;
  /** Last items of a history that are read. */
  readonly historyLength: number;
  /** Next items that are the target, or whose interests are. */
  readonly horizon: number;
  /** Passes over the training data, at most. */
  readonly epochs: number;
  /** Examples in one step of training. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** Places of histories (an item to predict each) in one step, at most: shapes are fixed. */
  readonly placesPerBatch: number;
  /**
   * How many lengths of history there are steps for: `historyLength`, half of it, a quarter, ...
   * A history goes into the shortest that holds it, so that less padding is computed.
   */
  readonly paddedLengths: number;
  /** Share of values set to 0 in training. */
  readonly dropout: number;
  /**
   * Share of users held out, whose quality or loss decides when to stop; 0: none. 1 fits models that
   * hold out no more than a user's last item.
   */
  readonly validationShare: number;
  /** Epochs without a better validation before the fit stops. */
  readonly patience: number;
  readonly filterCount: number;
  /** Items that a filter sees at once. */
  readonly filterWidth: number;
  /** Filters over single embedding dimensions, across all items read. */
  readonly verticalFilterCount: number;
  /** Share of items hidden, above 0. */
  readonly maskShare: number;
  /** Share of histories of which only the last item is hidden, as when the next one is asked for. */
  readonly lastMaskShare: number;
  /** Transformer blocks, one behind the other. */
  readonly blockCount: number;
  /** Attention heads of a block; they share the embedding between them. */
  readonly headCount: number;
  /** Wrong items drawn for each right one, or for each step. */
  readonly negativeCount: number;
  /** Segments of users, each with a prior of its own; fewer where users are few. */
  readonly componentCount: number;
  /** Draws from each user's posterior. */
  readonly drawCount: number;
  /** Length of a period, within which everybody's interests stand still; null: one period. */
  readonly periodDays: number | null;
  /** Whether a user may become another person from one period to the next. */
  readonly changes: boolean;
  /** Whether a user's interests may wander from one period to the next. */
  readonly drifts: boolean;
  /** Whether interests may be correlated among users of a segment. */
  readonly correlated: boolean;
  /** Whether an interest that nobody's choices serve may be wanted all the same. */
  readonly hiddenInterests: boolean;
  /** Numbers in the latent taste of an autoencoder. */
  readonly latentSize: number;
  readonly optimizer: OptimizerConfig;
  /** How the learning rate changes over a fit. */
  readonly schedule: Schedule;
}

const RULES: Readonly<Record<keyof Hyperparameters, SettingRule>> = {
  cell: oneOf("one", "value", "count"),
  kindWeights: {
    condition: "that maps kinds to finite numbers",
    holds: (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every(isNumber),
  },
  seed: whole(0),
  regularization: atLeast(0),
  l1Regularization: atLeast(0),
  neighbourCount: whole(1),
  minNeighbourCount: whole(1),
  similarity: oneOf("cosine", "pearson", "jaccard", "tfidf", "bm25", "asymmetric"),
  shrinkage: atLeast(0),
  asymmetry: between(0, 1),
  k1: atLeast(0),
  b: between(0, 1),
  halfLifeDays: orNull(above(0)),
  maxItems: whole(1),
  topicCount: whole(1),
  topicConcentration: above(0),
  itemConcentration: above(0),
  frequencyExponent: atLeast(0),
  unobservedWeight: above(0),
  confidence: above(0),
  solverSteps: whole(1),
  mostDraws: whole(1),
  iterations: whole(1),
  tolerance: atLeast(0),
  nonNegative: trueOrFalse,
  penalty: above(0),
  alpha: above(0),
  beta: atLeast(0),
  userRegularization: atLeast(0),
  itemRegularization: atLeast(0),
  priorConcentration: orNull(above(0)),
  embeddingSize: whole(1),
  hiddenSize: whole(1),
  historyLength: whole(1),
  horizon: whole(1),
  epochs: whole(1),
  batchSize: whole(1),
  placesPerBatch: whole(1),
  paddedLengths: whole(1),
  learningRate: above(0),
  dropout: between(0, 0.99),
  validationShare: between(0, 1),
  patience: whole(1),
  filterCount: whole(1),
  filterWidth: whole(1),
  verticalFilterCount: whole(1),
  maskShare: {
    condition: "above 0, at most 1",
    holds: (value) => isNumber(value) && value > 0 && value <= 1,
  },
  lastMaskShare: between(0, 1),
  blockCount: whole(1),
  headCount: whole(1),
  negativeCount: whole(1),
  latentSize: whole(1),
  componentCount: whole(1),
  drawCount: whole(10),
  periodDays: orNull(above(0)),
  changes: trueOrFalse,
  drifts: trueOrFalse,
  correlated: trueOrFalse,
  hiddenInterests: trueOrFalse,
  optimizer: kindOf("adam", "sgd", "adagrad"),
  schedule: kindOf("constant", "warmUp", "cosine", "steps"),
};

/** Names of settings that only one model has; none for a config without settings. */
type OwnNames<Config> = string extends keyof Config
  ? never
  : Exclude<keyof Config, keyof Hyperparameters>;

/** A rule for each setting that only one model has. */
export type OwnRules<Config> = Readonly<Record<OwnNames<Config>, SettingRule>>;

/**
 * A whole config from the settings given and the defaults for the rest.
 *
 * @param model - the model's name, for messages
 * @param own - what holds of the settings that are not among `Hyperparameters`
 * @throws RangeError if a setting is unknown to the model (the message lists the known ones) or
 * outside its range
 */
export function completeConfig<Config extends object>(
  model: string,
  given: Partial<Config>,
  defaults: Config,
  ...own: [OwnNames<Config>] extends [never] ? [] : [OwnRules<Config>]
): Config {
  const known = Object.keys(defaults);
  const rules: Readonly<Record<string, SettingRule | undefined>> = { ...RULES, ...own[0] };
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      throw new RangeError(
        `${model} requires settings among ${known.join(", ") || "none"}, got ${name}`,
      );
    }
    const rule = rules[name];
    if (value !== undefined && rule && !rule.holds(value)) {
      throw new RangeError(
        `${model} requires ${name} ${rule.condition}, got ${JSON.stringify(value)}`,
      );
    }
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(set) as Partial<Config>) };
}
