import { type Interactions, type MatrixOptions } from "../data";
import { type SparseMatrix } from "../matrices";

/**
 * Users x items, for a model whose cells are counts.
 *
 * @throws RangeError if a cell isn't above 0
 */
export function positiveCounts(
  model: string,
  interactions: Interactions,
  options: MatrixOptions,
): SparseMatrix {
  const counts = interactions.matrix(options);
  const odd = counts.value.find((value) => !(value > 0));
  if (odd !== undefined) throw new RangeError(`${model} requires values above 0, got ${odd}`);
  return counts;
}
