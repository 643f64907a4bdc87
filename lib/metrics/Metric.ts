import { type DenseMatrix, type SparseMatrix } from "../matrices";
import { type Distributions, type Outcomes, type ProbabilityRows } from "./distributions/rows";
import { type RankedLists } from "./ranking/perList";
import { type RatedPairs } from "./ratings/RatedPairs";

/** What metrics of recommended lists are computed from; rows are the evaluated users. */
export interface ListInput {
  /** Item positions, best first, shape [users][at most k, or more for metrics of whole lists]. */
  readonly lists: RankedLists;
  /** Users x items, values are gains. */
  readonly relevant: SparseMatrix;
  readonly k: number;
  /** Size of the catalogue. */
  readonly itemCount: number;
  /** How many items each list was chosen from, shape [users]. */
  readonly candidateCount: Int32Array;
  /** Users x items: what each user did in the fitted log. */
  readonly history: SparseMatrix;
  /** How many users of the fitted log did each item, shape [items], and how many users it has. */
  readonly userCounts: Float64Array;
  readonly fittedUserCount: number;
  /** Items x interests, for metrics that ask what items are like. */
  readonly membership?: SparseMatrix;
}

/** What metrics of scores are computed from: a batch of users, with their scores of all items. */
export interface ScoreInput {
  readonly scores: DenseMatrix;
  readonly relevant: SparseMatrix;
  /** Users x items that are no candidates. */
  readonly excluded?: SparseMatrix;
}

/** What metrics of forecast distributions are computed from. */
export interface ForecastInput {
  readonly forecasts: Distributions;
  readonly outcomes: Outcomes;
  /**
   * What the forecasts estimate, users x interests: the true distributions, where they are known;
   * else each user's shares of the outcomes, a row of zeros where there are none.
   */
  readonly truth: ProbabilityRows;
  /** Items x interests: how alike interests are. */
  readonly membership: SparseMatrix;
  readonly k: number;
  /** Of draws from posteriors. */
  readonly seed: number;
}

interface Described {
  /** One line for tables and the command's help. */
  readonly summary: string;
  readonly better: "higher" | "lower" | "neither";
}

/** A metric by name: what it reads, and one value per user or one for all users together. */
export type Metric =
  | (Described & {
      readonly reads: "lists";
      /** The list length wanted where it is not k: as long as the user's relevant items. */
      readonly depth?: "relevant";
      /** Whether `membership` must be there. */
      readonly wantsSpace?: true;
      perUser(input: ListInput): Float64Array;
    })
  | (Described & { readonly reads: "all lists"; total(input: ListInput): number })
  | (Described & { readonly reads: "scores"; perUser(input: ScoreInput): Float64Array })
  | (Described & {
      readonly reads: "all scores";
      perUser(input: ScoreInput): Float64Array;
      /** @param weights - how many relevant items each user has, shape [users] */
      total(values: Float64Array, weights: Float64Array): number;
    })
  | (Described & {
      readonly reads: "ratings";
      /** Whether what is predicted is relevance, 0 or 1, and not the value. */
      readonly ofRelevance?: true;
      perUser(pairs: RatedPairs, userCount: number): Float64Array;
    })
  | (Described & { readonly reads: "all ratings"; total(pairs: RatedPairs): number })
  | (Described & {
      readonly reads: "forecasts";
      /** Whether the true distributions must be known: shares of a few outcomes won't do. */
      readonly wantsTruth?: true;
      /** Whether it depends on k. */
      readonly isAtK?: true;
      perUser(input: ForecastInput): Float64Array;
    })
  | (Described & { readonly reads: "all forecasts"; total(input: ForecastInput): number });
