import { gaussianProcessSampler } from "./gaussianProcessSampler";
import { gridSampler } from "./gridSampler";
import { randomSampler } from "./randomSampler";
import { type SamplerOptions, type SearchSampler } from "./SearchSampler";
import { type SearchSpace } from "./SearchSpace";
import { sobolSampler } from "./sobolSampler";
import { tpeSampler } from "./tpeSampler";

/** How files name the samplers. */
export type SamplerName = "grid" | "random" | "sobol" | "gp" | "tpe";

const SAMPLERS: Readonly<
  Record<SamplerName, (space: SearchSpace, options: SamplerOptions) => SearchSampler>
> = {
  grid: (space) => gridSampler(space),
  random: randomSampler,
  sobol: sobolSampler,
  gp: gaussianProcessSampler,
  tpe: tpeSampler,
};

/** The samplers' names. */
export const samplerNames: readonly SamplerName[] = Object.keys(SAMPLERS) as SamplerName[];

/** A sampler by its name, with its other options at their defaults. */
export function createSampler(
  name: SamplerName,
  space: SearchSpace,
  options: SamplerOptions = {},
): SearchSampler {
  return SAMPLERS[name](space, options);
}
