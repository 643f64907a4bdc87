// node dist/bench/neuralAccuracyOnce.js SPLIT MODEL CONFIG SEEDS METRIC: fits a model on a split with the
// seeds 0, 1, ... and prints {"value": mean over seeds, "spread": standard deviation over them}. What each
// seed gave is kept in .cache/neural-accuracy, since some fits take minutes: a run goes on from there, and
// a fresh one wants that folder removed. SPLITS names the splits.
import { MODELS } from "../lib/models";
import { neuralFigures } from "./neuralFigures";

async function main([split, name, json, seeds, metric]: readonly string[]): Promise<void> {
  const values: number[] = [];
  const drawsAtRandom = "seed" in MODELS[name].defaults;
  for (let seed = 0; seed < Number(seeds); seed++) {
    const config = { ...(JSON.parse(json) as object), ...(drawsAtRandom && { seed }) };
    values.push((await neuralFigures(split, name, config)).figures[metric]);
  }
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - value) ** 2, 0);
  const spread = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
  console.log(JSON.stringify({ value, spread }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
