import { type DenseMatrix, denseMatrix, type SparseMatrix } from "../../matrices";

/**
 * How far interests are from each other, by the items that belong to them.
 *
 *     d(j, k) = 1 - cosine of the membership's columns j and k
 *
 * An interest without items is 1 from every other.
 *
 * @param membership - items x interests, at least 0
 * @returns shape [interests, interests], in [0, 1]; 0 on the diagonal, 1 where no item is shared
 */
export function groundDistance(membership: SparseMatrix): DenseMatrix {
  const { rowCount, columnCount } = membership;
  const products = new Float64Array(columnCount * columnCount);
  for (let item = 0; item < rowCount; item++) {
    const interests = membership.rowColumns(item);
    const shares = membership.rowValues(item);
    interests.forEach((one, i) => {
      interests.forEach((other, j) => {
        products[one * columnCount + other] += shares[i] * shares[j];
      });
    });
  }
  const norm = Float64Array.from({ length: columnCount }, (_, interest) =>
    Math.sqrt(products[interest * columnCount + interest]),
  );
  const distances = Float32Array.from(products, (product, cell) => {
    const [one, other] = [Math.floor(cell / columnCount), cell % columnCount];
    if (one === other) return 0;
    return product > 0 ? Math.max(0, 1 - product / (norm[one] * norm[other])) : 1;
  });
  return denseMatrix(distances, columnCount, columnCount);
}
