// node dist/bench/searchOnce.js regret FUNCTION SAMPLER SEEDS TRIALS     median regret
// node dist/bench/searchOnce.js overhead FUNCTION SAMPLER COUNT TRIALS   seconds a suggestion
import { gaussianProcessSampler } from "../lib/search/gaussianProcessSampler";
import { randomSampler } from "../lib/search/randomSampler";
import {
  type SamplerOptions,
  type SearchSampler,
  type SearchTrial,
} from "../lib/search/SearchSampler";
import { type SearchSpace } from "../lib/search/SearchSpace";
import { tpeSampler } from "../lib/search/tpeSampler";
import {
  branin,
  conditionalHartmann6,
  hartmann6,
  medianRegret,
  type SearchFunction,
} from "../test/support/searchFunctions";

const functions: Readonly<Record<string, SearchFunction>> = {
  branin,
  hartmann6,
  conditional: conditionalHartmann6,
};
const samplers: Readonly<
  Record<string, (space: SearchSpace, options: SamplerOptions) => SearchSampler>
> = { tpe: tpeSampler, gp: gaussianProcessSampler, random: randomSampler };

/** The mean over `count` suggestions after so many random trials, fits among them. */
function overhead(
  f: SearchFunction,
  sampler: SearchSampler,
  count: number,
  trials: number,
): number {
  const history: SearchTrial[] = [];
  const { suggest } = randomSampler(f.space, { seed: 1 });
  const grow = (from: SearchSampler["suggest"]) => {
    const settings = from(history)!;
    history.push({ settings, value: f.valueOf(settings) });
  };
  for (let trial = 0; trial < trials; trial++) grow(suggest);
  const start = performance.now();
  for (let trial = 0; trial < count; trial++) grow(sampler.suggest);
  return (performance.now() - start) / 1000 / count;
}

const [measured, name, samplerName, count, trials] = process.argv.slice(2);
const f = functions[name];
const samplerOf = samplers[samplerName];
const value =
  measured === "regret"
    ? medianRegret(f, samplerOf, { seedCount: Number(count), trialCount: Number(trials) })
    : overhead(f, samplerOf(f.space, { seed: 1 }), Number(count), Number(trials));
console.log(JSON.stringify({ value }));
