import { RandomGenerator, sampleNormal } from "../probability";

/**
 * The same normal noise for all users, so that who is asked for together makes no difference; in
 * pairs of opposite sign, so that means are off by less.
 *
 * @returns shape [draws][size]
 */
export function commonNoise(
  drawCount: number,
  size: number,
  seed: number,
  label = 0,
): Float64Array[] {
  const random = new RandomGenerator(seed).fork("futures").fork(label);
  const half = Array.from({ length: Math.ceil(drawCount / 2) }, () =>
    Float64Array.from({ length: size }, () => sampleNormal(random)),
  );
  return [...half, ...half.map((row) => row.map((x) => -x))].slice(0, drawCount);
}
