import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type ProbabilityRows } from "../../lib/metrics/distributions/rows";

/** Pairs of distributions over ten interests, an outcome of each pair, and what tools say of them. */
interface DistributionOracle {
  p: ProbabilityRows;
  q: ProbabilityRows;
  outcomes: Int32Array;
  /** A column of tool values, shape [pairs]. */
  column(name: string): Float64Array;
}

/**
 * 75 pairs of Dirichlet draws (floored at 1e-12) with values of scipy 1.17.1, numpy 2.4.6 and
 * scoringrules 0.10.0; test/fixtures/distributions.csv. The columns' names say the functions:
 * `scipy.stats.entropy(p, q)` is kl_pq_nats, `scipy.spatial.distance.jensenshannon(p, q)` is
 * js_distance_nats_scipy, `scipy.stats.wasserstein_distance(0..9, 0..9, p, q)` is
 * wasserstein1_support_0_9, `scoringrules.rps_score(y + 1, q)` is scoringrules_rps_score.
 */
export function distributionOracle(): DistributionOracle {
  const file = path.resolve(__dirname, "../../../test/fixtures/distributions.csv");
  const [header, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const column = (name: string): Float64Array => {
    assert.ok(names.includes(name), name);
    return Float64Array.from(rows, (row) => row[names.indexOf(name)]);
  };
  const distribution = (letter: string): ProbabilityRows => {
    const first = names.indexOf(`${letter}0`);
    const values = Float64Array.from(rows.flatMap((row) => row.slice(first, first + 10)));
    return { values, rowCount: rows.length, columnCount: 10 };
  };
  const [p, q] = [distribution("p"), distribution("q")];
  return { p, q, outcomes: Int32Array.from(column("y")), column };
}

/** Asserts that values equal a tool's column to 1e-6 relative, 1e-12 absolute. */
export function assertEqualsColumn(values: Float64Array, name: string): void {
  distributionOracle()
    .column(name)
    .forEach((expected, row) => {
      assert.ok(
        Math.abs(values[row] - expected) <= 1e-12 + 1e-6 * Math.abs(expected),
        `${name} of pair ${row}: ${values[row]}, oracle ${expected}`,
      );
    });
}
