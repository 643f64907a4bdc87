import { type ProbabilityRows } from "./rows";

/**
 * Energy score of a posterior given by samples: how far samples are from the truth, less how far
 * they are from each other. The continuous ranked probability score, in several dimensions.
 *
 *     ES = mean over samples s of |x_s - y| - sum over pairs s, t of |x_s - x_t| / (2 m^2)
 *
 * with the Euclidean norm and m samples. The "fair" form divides by 2 m (m - 1), which removes
 * the penalty that few samples pay. Rows need not be distributions.
 *
 * @param samples - m samples, each of shape [users, interests]
 * @param truth - shape [users, interests]
 * @param options - `estimator`: "ensemble" (default) or "fair", which needs two samples
 * @returns shape [users]; 0 where every sample is the truth ("fair" can fall below)
 * @throws RangeError if there are too few samples or shapes disagree
 * @see Gneiting, Raftery (2007), Strictly proper scoring rules, prediction, and estimation,
 * section 4.3, doi:10.1198/016214506000001437; "fair": Ferro (2014), doi:10.1002/qj.2270
 */
export function energyScore(
  samples: readonly ProbabilityRows[],
  truth: ProbabilityRows,
  options: { estimator?: "ensemble" | "fair" } = {},
): Float64Array {
  const fair = options.estimator === "fair";
  const { rowCount, columnCount } = truth;
  const m = samples.length;
  if (m < (fair ? 2 : 1)) {
    throw new RangeError(`energyScore requires at least ${fair ? 2 : 1} samples, got ${m}`);
  }
  for (const sample of samples) {
    if (sample.rowCount !== rowCount || sample.columnCount !== columnCount) {
      throw new RangeError(
        `energyScore requires samples of shape [${rowCount}, ${columnCount}], ` +
          `got [${sample.rowCount}, ${sample.columnCount}]`,
      );
    }
  }
  const pairWeight = fair ? m * (m - 1) : m * m;
  return Float64Array.from({ length: rowCount }, (_, row) => {
    let error = 0;
    let spread = 0;
    for (let s = 0; s < m; s++) {
      error += rowDistance(samples[s], truth, row);
      for (let t = 0; t < s; t++) spread += rowDistance(samples[s], samples[t], row);
    }
    return error / m - spread / pairWeight;
  });
}

function rowDistance(a: ProbabilityRows, b: ProbabilityRows, row: number): number {
  let sum = 0;
  const start = row * a.columnCount;
  for (let i = start; i < start + a.columnCount; i++) sum += (a.values[i] - b.values[i]) ** 2;
  return Math.sqrt(sum);
}
