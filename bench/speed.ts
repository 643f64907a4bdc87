// Time and memory of factor models and neighbours beside implicit (Cython, OpenBLAS) and Surprise
// (Cython), two threads each. docs/speed.md says what the rows measure.
import { type Comparison } from "./Comparison";

interface Work {
  readonly name: string;
  readonly work: string;
  readonly data: keyof typeof DATA;
  /** Factors, or neighbours. */
  readonly size: number;
  readonly goal: number | null;
  readonly runs?: number;
  /** implicit's weight of an interaction. */
  readonly alpha?: number;
}

const DATA = { gowalla: "Gowalla", "ml-1m": "ML-1M", "ml-100k": "ML-100K" } as const;

function comparison(measured: "seconds" | "megabytes", work: Work): Comparison {
  const { name, goal, runs = 3, alpha } = work;
  const args = [measured, work.work, work.data, String(work.size)];
  const more = alpha === undefined ? [] : [String(alpha)];
  return {
    name,
    environment: "classical",
    unit: measured === "seconds" ? "s" : "MB",
    goal,
    ratio: "ours/peer",
    runs,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/speedOnce.js", ...args] }),
    peer: (python) => ({ command: [python, "bench/peers/speed_once.py", ...args, ...more] }),
  };
}

const SOLVERS = { "conjugate-gradient": "conjugate gradient", cholesky: "Cholesky" } as const;

/** An iteration by each solver and size; conjugate gradient also at implicit's own alpha, 1. */
function ialsIterations(data: "gowalla" | "ml-1m"): Work[] {
  return Object.entries(SOLVERS).flatMap(([work, spoken]) =>
    [64, 128].flatMap((size) =>
      (work === "cholesky" ? [undefined] : [undefined, 1]).map((alpha) => ({
        name:
          `ials iteration, ${spoken}, ${size} factors, ${DATA[data]}` +
          `${alpha ? ", alpha 1" : ""}, implicit`,
        ...{
          work,
          data,
          size,
          goal: 1,
          runs: work === "cholesky" ? 1 : 3,
          ...(alpha && { alpha }),
        },
      })),
    ),
  );
}

const TIMES: readonly Work[] = (["gowalla", "ml-1m"] as const).flatMap((data) => [
  ...ialsIterations(data),
  {
    name: `bpr epoch, 64 factors, ${DATA[data]}, implicit`,
    ...{ work: "bpr", data, size: 64, goal: 0.8 },
  },
  {
    name: `ials top 10 for all users, 64 factors, ${DATA[data]}, implicit`,
    ...{ work: "recommend", data, size: 64, goal: 1 },
  },
]);

const BIASED = { data: "ml-100k", size: 100, runs: 5 } as const;

/** Peak memory of reading, fitting and, for the top 10, recommending; ours less Node's own. */
const MEMORIES: readonly Work[] = [
  ...[
    { name: "ials fit, 64 factors, Gowalla", work: "conjugate-gradient", size: 64 },
    { name: "ials fit and top 10 for all users, Gowalla", work: "recommend", size: 64 },
    { name: "bpr fit, 64 factors, Gowalla", work: "bpr", size: 64 },
    { name: "itemknn fit, Gowalla", work: "itemknn", size: 100 },
  ].map(({ name, ...rest }) => ({
    name: `${name}, peak memory, implicit`,
    ...{ data: "gowalla" as const, goal: 1, runs: 1, ...rest },
  })),
  {
    name: "biased matrix factorisation fit, ML-100K, peak memory, Surprise",
    ...{ ...BIASED, work: "biased", goal: 1, runs: 1 },
  },
];

export const speedComparisons: readonly Comparison[] = [
  ...TIMES.map((work) => comparison("seconds", work)),
  comparison("seconds", {
    name: "biased matrix factorisation fit, ML-100K, Surprise",
    ...{ ...BIASED, work: "biased", goal: 0.2 },
  }),
  comparison("seconds", {
    name: "biased matrix factorisation first fit of a process, ML-100K, Surprise",
    ...{ ...BIASED, work: "biased-first", goal: null },
  }),
  ...MEMORIES.map((work) => comparison("megabytes", work)),
];
