// EASE in single precision on the embedded data's ratings of 4 and over: its inverse and its whole
// fit beside numpy.linalg.inv, and beside LAPACK's potrf + potri through SciPy (no goal).
import { type Comparison } from "./Comparison";

const RATINGS = "data/ml-latest-small/ratings.csv.gz";

function comparison(
  measured: "inverse" | "fit" | "memory",
  solver: "inv" | "cholesky",
  goal: number | null,
): Comparison {
  const peer = solver === "inv" ? "numpy.linalg.inv" : "LAPACK potrf + potri";
  return {
    name:
      measured === "memory"
        ? `ease fit, MovieLens latest-small, peak memory, ${peer}`
        : `ease ${measured}, MovieLens latest-small, ${peer}`,
    environment: "classical",
    unit: measured === "memory" ? "MB" : "s",
    goal,
    ratio: "ours/peer",
    // Half a minute each, of which the first half is a warm-up.
    runs: 1,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/easeOnce.js", RATINGS, measured] }),
    peer: (python) => ({
      command: [python, "bench/peers/ease_numpy.py", RATINGS, measured, solver],
    }),
  };
}

export const easeComparisons: readonly Comparison[] = [
  comparison("inverse", "inv", 0.8),
  comparison("fit", "inv", 0.8),
  comparison("inverse", "cholesky", null),
  comparison("memory", "inv", 1),
];
