// Ranking metrics at 10 of lists the size of ML-1M's (6,040 users x 3,260 items), the same lists
// and relevant items on both sides, read beforehand; both warm, the median of five rounds each.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { permutation, RandomGenerator } from "../lib/probability";
import { type Comparison } from "./Comparison";

const FOLDER = path.resolve(".cache/bench");
const INPUT = path.join(FOLDER, "metrics-lists.json");

/** Random lists of 10, and 1 to 60 relevant items a user, a third of the places hits at most. */
function makeLists(): Promise<void> {
  if (!existsSync(INPUT)) {
    mkdirSync(FOLDER, { recursive: true });
    const random = new RandomGenerator(1);
    const users = Array.from({ length: 6040 }, () => {
      const items = permutation(random, 3260);
      const list = Array.from(items.subarray(0, 10));
      const hits = list.filter(() => random.uniform() < 0.2);
      const others = Array.from(items.subarray(10, 11 + random.below(60)));
      return { list, relevant: [...hits, ...others] };
    });
    writeFileSync(INPUT, JSON.stringify(users));
  }
  return Promise.resolve();
}

function comparison(peer: "ranx" | "recommenders", goal: number): Comparison {
  return {
    name: `metrics of 6,040 lists, ${peer}`,
    environment: "metrics",
    unit: "s",
    goal,
    ratio: "ours/peer",
    runs: 5,
    prepare: makeLists,
    ours: () => ({ command: [process.execPath, "dist/bench/metricsOnce.js", INPUT, peer] }),
    peer: (python) => ({ command: [python, `bench/peers/metrics_${peer}.py`, INPUT] }),
  };
}

/** All of ML-1M's users ranked over all items, and every ranking metric of the lists, once scores are there. */
const fullRanking: Comparison = {
  name: "metrics full ranking of 6,040 x 3,260 scores and all ranking metrics, 3 s allowed",
  environment: null,
  unit: "s",
  goal: 1.0,
  ratio: "ours/peer",
  runs: 3,
  prepare: makeLists,
  ours: () => ({ command: [process.execPath, "dist/bench/metricsOnce.js", INPUT, "ranking"] }),
  peer: () => ({ command: [process.execPath, "dist/bench/keptFigure.js", "3"] }),
};

export const metricsComparisons: readonly Comparison[] = [
  fullRanking,
  comparison("ranx", 1.0),
  comparison("recommenders", 0.2),
];
