import { type Vocabulary } from "../data";
import { type InterestDistribution, type InterestSpace } from "../interests";
import { type DenseMatrix, type SparseMatrix } from "../matrices";

/** What can be evaluated: a fitted `Model`, or another program's predictions. */
export interface Predictor {
  readonly name: string;
  /** Settings, plain JSON. */
  readonly config: object;
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  /** Users x items: what each user did in the fitted log. */
  readonly seen: SparseMatrix;
  /** Shape [users, items]; an item of score -Infinity is never recommended. */
  scores(userIndices: Int32Array): DenseMatrix;
  distribution(
    userIndices: Int32Array,
    space: InterestSpace,
    options?: { excludeSeen?: boolean },
  ): InterestDistribution;
}
