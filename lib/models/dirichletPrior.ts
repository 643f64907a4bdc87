import { digamma } from "../probability";
import { type SparseMatrix } from "../matrices";

/** Options of `dirichletPrior`. */
export interface DirichletPriorOptions {
  readonly maxIterations?: number;
  /** Stops when no concentration moves by more than this share of itself. */
  readonly tolerance?: number;
}

/**
 * The Dirichlet prior under which the users' counts are most likely (empirical Bayes): the
 * Dirichlet-multinomial's maximum-likelihood concentrations, by Minka's fixed point.
 *
 *     a_k <- a_k * sum_u [psi(n_uk + a_k) - psi(a_k)] / sum_u [psi(n_u + A) - psi(A)]
 *
 * with A the sum of a, n_u the sum of n_uk. Users who share a count share the work: each
 * iteration costs one digamma for each distinct count of an interest, whatever the number of
 * users. An interest that nobody has keeps a concentration of 1e-6.
 *
 * Deviation from the source: counts may be fractions (an item of two genres counts half for
 * each), where the formula is a quasi-likelihood.
 *
 * @param counts - users x interests, entries above 0; users without any entry tell nothing
 * @returns concentrations, shape [interests], each above 0
 * @throws RangeError if no user has a count
 * @see Minka (2000, revised 2012), Estimating a Dirichlet distribution, equation 55
 */
export function dirichletPrior(
  counts: SparseMatrix,
  options: DirichletPriorOptions = {},
): Float64Array {
  const { maxIterations = 2000, tolerance = 1e-6 } = options;
  if (counts.entryCount === 0) {
    throw new RangeError("dirichletPrior requires users with counts, got none");
  }
  const byInterest = counts.transpose();
  const interests = Array.from({ length: counts.columnCount }, (_, interest) =>
    tally(byInterest.rowValues(interest)),
  );
  const totals = tally(
    Float64Array.from({ length: counts.rowCount }, (_, user) =>
      counts.rowValues(user).reduce((sum, count) => sum + count, 0),
    ).filter((total) => total > 0),
  );
  const concentrations = startingPoint(counts);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const sum = concentrations.reduce((a, b) => a + b, 0);
    const denominator = digammaGain(totals, sum);
    let largestMove = 0;
    for (let interest = 0; interest < concentrations.length; interest++) {
      const before = concentrations[interest];
      const after = Math.max(
        (before * digammaGain(interests[interest], before)) / denominator,
        1e-6,
      );
      largestMove = Math.max(largestMove, Math.abs(after - before) / before);
      concentrations[interest] = after;
    }
    if (largestMove < tolerance) break;
  }
  return concentrations;
}

/** Distinct values and how often each occurs. */
interface Tally {
  readonly value: Float64Array;
  readonly times: Float64Array;
}

function tally(values: Float32Array | Float64Array): Tally {
  const sorted = Float64Array.from(values).sort();
  const value: number[] = [];
  const times: number[] = [];
  for (const next of sorted) {
    if (value.length > 0 && value[value.length - 1] === next) times[times.length - 1]++;
    else {
      value.push(next);
      times.push(1);
    }
  }
  return { value: Float64Array.from(value), times: Float64Array.from(times) };
}

/** sum over the tally of psi(n + a) - psi(a). */
function digammaGain({ value, times }: Tally, concentration: number): number {
  const base = digamma(concentration);
  let gain = 0;
  for (let i = 0; i < value.length; i++) {
    gain += times[i] * (digamma(value[i] + concentration) - base);
  }
  return gain;
}

/** The population's shares, with the weight of one interaction for each interest. */
function startingPoint(counts: SparseMatrix): Float64Array {
  const sums = new Float64Array(counts.columnCount);
  for (let entry = 0; entry < counts.entryCount; entry++) {
    sums[counts.columnIndex[entry]] += counts.value[entry];
  }
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => Math.max((sum / total) * counts.columnCount, 1e-6));
}
