// Item neighbours, cosine, 100 of each item, beside implicit's CosineRecommender.
import { type Comparison } from "./Comparison";
import { sharedFile } from "./implicitLog";

function comparison(data: string, ...parts: readonly (readonly string[])[]): Comparison {
  const words = (): string[] => ["100", ...parts.map((part) => sharedFile(...part))];
  return {
    name: `itemknn fit, ${data}, implicit`,
    environment: "classical",
    unit: "s",
    goal: 1,
    ratio: "ours/peer",
    runs: 5,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/itemknnOnce.js", ...words()] }),
    peer: (python) => ({ command: [python, "bench/peers/itemknn_implicit.py", ...words()] }),
  };
}

export const itemknnComparisons: readonly Comparison[] = [
  comparison("Gowalla", ["data", "gowalla", "train.txt.gz"]),
  comparison(
    "ML-1M",
    ["data", "ml-1m-implicit", "train.txt.gz"],
    ["data", "ml-1m-implicit", "test.txt"],
  ),
];
