import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { SparseMatrix } from "../../lib/matrices";

/** Lists, relevant items and the values that ranx gave for them. */
interface RanxOracle {
  lists: Int32Array[];
  /** Graded 1..4 in odd queries, 1 in even ones. */
  relevant: SparseMatrix;
  metrics: Record<string, number>[];
}

interface Query {
  relevant: Record<string, number>;
  list: number[];
  metrics: Record<string, number>;
}

/**
 * 60 random queries scored by ranx 0.3.21 under numpy 2.4.6: `ranx.evaluate(Qrels, Run, metric)`,
 * query by query; test/fixtures/ranx.json.
 */
export function ranxOracle(): RanxOracle {
  const file = path.resolve(__dirname, "../../../test/fixtures/ranx.json");
  const { queries } = JSON.parse(readFileSync(file, "utf8")) as { queries: Query[] };
  const entries = queries.flatMap((query, row) =>
    Object.entries(query.relevant).map(([item, gain]) => [row, Number(item), gain]),
  );
  return {
    lists: queries.map((query) => Int32Array.from(query.list)),
    relevant: SparseMatrix.fromEntries(
      [queries.length, 60],
      entries.map(([row]) => row),
      entries.map(([, item]) => item),
      entries.map(([, , gain]) => gain),
    ),
    metrics: queries.map((query) => query.metrics),
  };
}

/** Asserts that values equal ranx's metric to 1e-9 relative, query by query. */
export function assertEqualsRanx(values: Float64Array, metric: string): void {
  const { metrics } = ranxOracle();
  metrics.forEach((query, row) => {
    const tolerance = 1e-9 * Math.max(1e-3, query[metric]);
    assert.ok(
      Math.abs(values[row] - query[metric]) <= tolerance,
      `${metric} of query ${row}: ${values[row]}, ranx ${query[metric]}`,
    );
  });
}
