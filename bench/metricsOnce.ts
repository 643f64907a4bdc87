// metricsOnce.js INPUT ranx|recommenders: the metrics that the peer computes, by lib/metrics.
// metricsOnce.js INPUT ranking: full ranking and all ranking metrics, scores given, at ML-1M's size.
import { readFileSync } from "node:fs";
import { SparseMatrix } from "../lib/matrices";
import { METRICS, type ListInput } from "../lib/metrics";
import { topItems } from "../lib/models/topItems";
import { RandomGenerator } from "../lib/probability";

const USERS = 6040;
const ITEMS = 3260;
const METRICS_OF: Readonly<Record<string, readonly string[]>> = {
  ranx: ["ndcg", "recall", "precision", "map", "mrr", "hitRate", "f1"],
  recommenders: ["ndcg", "recall", "precision", "map"],
  ranking: Object.keys(METRICS).filter((name) => {
    const metric = METRICS[name];
    return metric.reads === "lists" && metric.better === "higher" && !metric.wantsSpace;
  }),
};

const [source, asked] = process.argv.slice(2);
const users = JSON.parse(readFileSync(source, "utf8")) as { list: number[]; relevant: number[] }[];
const relevant = SparseMatrix.fromEntries(
  [USERS, ITEMS],
  users.flatMap((user, row) => user.relevant.map(() => row)),
  users.flatMap((user) => user.relevant),
);
const given = users.map(({ list }) => Int32Array.from(list));

function measure(lists: Int32Array[]): number {
  const input: ListInput = {
    lists,
    relevant,
    k: 10,
    itemCount: ITEMS,
    candidateCount: new Int32Array(USERS).fill(ITEMS),
    history: relevant,
    userCounts: new Float64Array(ITEMS),
    fittedUserCount: USERS,
  };
  let sum = 0;
  for (const name of METRICS_OF[asked]) {
    const metric = METRICS[name];
    if (metric.reads === "lists") sum += metric.perUser(input)[0];
  }
  return sum;
}

/** Every user's list out of 3,260 scores, without the items relevant to the user before. */
function rank(scores: Float32Array): Int32Array[] {
  return Array.from({ length: USERS }, (_, user) =>
    topItems(
      scores.subarray(user * ITEMS, (user + 1) * ITEMS),
      10,
      relevant.rowColumns((user + 1) % USERS),
    ),
  );
}

const random = new RandomGenerator(2);
const scores = asked === "ranking" ? new Float32Array(USERS * ITEMS) : null;
scores?.forEach((_, cell) => (scores[cell] = random.uniform()));
const seconds: number[] = [];
for (let round = 0; round < 6; round++) {
  const started = performance.now();
  measure(scores ? rank(scores) : given);
  seconds.push((performance.now() - started) / 1000);
}
const warm = seconds.slice(1).sort((a, b) => a - b);
console.log(JSON.stringify({ value: warm[2] }));
