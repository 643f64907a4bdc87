// 10 million rows of CSV, 1 % of them duplicates: exact duplicates and rows without a value out,
// the last row of each user to test, the one before to validation (stable), three Parquet files.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { withDuckDb } from "../lib/data/sql";
import { type Comparison } from "./Comparison";

const FOLDER = path.resolve(".cache/bench");
const INPUT = path.join(FOLDER, "clean-10m.csv");
const ROWS = 10_000_000;

/** Heavy-tailed items, 200,000 users; the last 100,000 rows repeat the first. */
async function makeLog(): Promise<void> {
  if (existsSync(INPUT)) return;
  mkdirSync(FOLDER, { recursive: true });
  const rows = (from: string) =>
    `SELECT 'u' || CAST(hash(i) % 200000 AS VARCHAR) AS user_id, ` +
    `CAST(pow((hash(i * 7 + 3) % 1000000) / 1000000.0, 3) * 50000 AS INTEGER) AS item_id, ` +
    `CASE WHEN hash(i * 5) % 1000 > 0 THEN (hash(i * 13) % 10 + 1) / 2.0 END AS rating, ` +
    `1500000000 + (hash(i * 17) % 100000000) AS "timestamp" FROM ${from} AS numbers(i)`;
  const repeated = ROWS / 100;
  await withDuckDb((engine) =>
    engine.write(
      `${rows(`range(${ROWS - repeated})`)} UNION ALL ${rows(`range(${repeated})`)}`,
      INPUT,
      { format: "delimited" },
    ),
  );
}

function comparison(peer: "pandas" | "polars", unit: "s" | "MB", goal: number): Comparison {
  const output = (side: string) => path.join(FOLDER, `clean-${side}`);
  const measured = unit === "s" ? "seconds" : "megabytes";
  return {
    name: `clean 10M rows, CSV to split Parquet, ${unit === "s" ? "time" : "peak memory"}, ${peer}`,
    environment: "clean",
    unit,
    goal,
    ratio: "ours/peer",
    runs: 3,
    prepare: makeLog,
    ours: () => ({
      command: [process.execPath, "dist/bench/cleanOnce.js", INPUT, output("ours"), measured],
    }),
    peer: (python) => ({
      command: [python, `bench/peers/clean_${peer}.py`, INPUT, output(peer), measured],
    }),
  };
}

export const cleanComparisons: readonly Comparison[] = [
  comparison("pandas", "s", 0.5),
  comparison("polars", "s", 1.0),
  comparison("pandas", "MB", 1.0),
];
