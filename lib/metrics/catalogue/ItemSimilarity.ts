import { type SparseMatrix } from "../../matrices";

/**
 * Cosine similarity between items described by sparse vectors (their interests, their users).
 *
 *     cos(i, j) = <x_i, x_j> / (|x_i| |x_j|)
 *
 * 0 where an item has no vector.
 */
export class ItemSimilarity {
  readonly #vectors: SparseMatrix;
  readonly #norms: Float64Array;

  /** @param vectors - items x anything, such as a space's membership */
  constructor(vectors: SparseMatrix) {
    this.#vectors = vectors;
    this.#norms = Float64Array.from({ length: vectors.rowCount }, (_, item) =>
      Math.sqrt(vectors.rowValues(item).reduce((sum, value) => sum + value * value, 0)),
    );
  }

  /** From -1 to 1; from 0 where vectors have no negative values. */
  between(i: number, j: number): number {
    const norm = this.#norms[i] * this.#norms[j];
    if (!(norm > 0)) return 0; // an unknown item has no norm at all
    const { rowStart, columnIndex, value } = this.#vectors;
    let a = rowStart[i];
    let b = rowStart[j];
    let dot = 0;
    while (a < rowStart[i + 1] && b < rowStart[j + 1]) {
      if (columnIndex[a] < columnIndex[b]) a++;
      else if (columnIndex[a] > columnIndex[b]) b++;
      else dot += value[a++] * value[b++];
    }
    return dot / norm;
  }

  /** The mean similarity of an item to others; 0 if there is none. */
  meanTo(item: number, others: Int32Array): number {
    let sum = 0;
    for (const other of others) sum += this.between(item, other);
    return others.length > 0 ? sum / others.length : 0;
  }
}
