import { changes } from "./interestPath";
import {
  PathApproximation,
  type ScorePath,
  type SoftCounts,
  timeCovariance,
  type TimeCovariance,
} from "./PathApproximation";
import { type World } from "./World";

/** What a user may be in the first periods: a group, perhaps another one from some period on. */
export interface PathHypothesis {
  readonly group: number;
  /** From which period on the user is another person; the number of periods: never. */
  readonly change: number;
  readonly groupAfter: number;
  /** ln of the chance of it. */
  readonly logPrior: number;
}

/** So that a walk without steps has a density. */
const LEAST_STEP_VARIANCE = 1e-6;

/** All that a user may be in the first periods; together their chances are 1. */
export function pathHypotheses(world: World, periodCount: number): PathHypothesis[] {
  const { config, groupWeight } = world;
  const groups = Array.from(groupWeight.keys());
  const each = changes(config) ? config.changeProbability / (config.periodCount - 1) : 0;
  const steady = groups.map((group) => ({
    ...{ group, change: periodCount, groupAfter: group },
    logPrior: Math.log((1 - each * (periodCount - 1)) * groupWeight[group]),
  }));
  const turned = Array.from({ length: each > 0 ? periodCount - 1 : 0 }, (_, i) =>
    groups.flatMap((group) =>
      groups.map((groupAfter) => ({
        ...{ group, change: i + 1, groupAfter },
        logPrior: Math.log(each * groupWeight[group] * groupWeight[groupAfter]),
      })),
    ),
  );
  return [...steady, ...turned.flat()];
}

/** The chance that who hasn't changed before a period changes in it; each period is as likely. */
export function changeHazard({ config }: World, period: number): number {
  if (!changes(config) || period < 1 || period >= config.periodCount) return 0;
  const each = config.changeProbability / (config.periodCount - 1);
  return each / (1 - each * (period - 1));
}

/** A group's centre in log-odds, shape [interests]. */
export function groupCentre({ config, groupCentre: all }: World, group: number): Float64Array {
  return all.subarray(group * config.interestCount, (group + 1) * config.interestCount);
}

/** The mean of log-odds without season. */
export function centreOf(
  world: World,
  { group, change, groupAfter }: PathHypothesis,
  T: number,
): ScorePath {
  const after = groupCentre(world, groupAfter);
  return Array.from(groupCentre(world, group), (before, k) =>
    new Float64Array(T).fill(before).fill(after[k], change),
  );
}

/** By the period of the change: the walk goes on over it, the start is drawn anew. */
export function timeCovariances({ config }: World, T: number): TimeCovariance[] {
  const step = Math.max(config.driftPerPeriod ** 2, LEAST_STEP_VARIANCE);
  return Array.from({ length: T + 1 }, (_, change) => {
    const values = Float64Array.from({ length: T * T }, (_value, i) => {
      const [a, b] = [Math.floor(i / T), i % T];
      const samePerson = a < change === b < change;
      return step * Math.min(a, b) + (samePerson ? config.userSpread ** 2 : 0);
    });
    return timeCovariance(values, T);
  });
}

/**
 * Roughly how likely choices are under a hypothesis, in nats: as if interests stood still before
 * the change, and after it. It costs little, and says which hypotheses are worth a path.
 */
export function roughEvidence(
  world: World,
  observed: SoftCounts,
): (hypothesis: PathHypothesis) => number {
  const T = observed.totals.length;
  const known = new Map<string, number>();
  const stretch = (group: number, from: number, to: number): number => {
    const key = `${group} ${from} ${to}`;
    const value = known.get(key) ?? stillEvidence(world, group, together(observed, from, to), to);
    known.set(key, value);
    return value;
  };
  return ({ group, change, groupAfter }) =>
    stretch(group, 0, change) + (change < T ? stretch(groupAfter, change, T) : 0);
}

function stillEvidence(world: World, group: number, all: SoftCounts, to: number): number {
  if (all.totals[0] === 0) return 0;
  const { userSpread, driftPerPeriod } = world.config;
  const variance = userSpread ** 2 + (driftPerPeriod ** 2 * to) / 2;
  const centre = Array.from(groupCentre(world, group), (score) => Float64Array.of(score));
  const time = timeCovariance(Float64Array.of(variance), 1);
  return new PathApproximation(all, centre, time).logEvidence;
}

/** Some periods as one. */
function together({ counts, totals, offset }: SoftCounts, from: number, to: number): SoftCounts {
  const total = totals.subarray(from, to).reduce((sum, rows) => sum + rows, 0);
  const sumOf = (row: Float64Array, weight: (t: number) => number): Float64Array => {
    let sum = 0;
    for (let t = from; t < to; t++) sum += weight(t) * row[t];
    return Float64Array.of(sum);
  };
  return {
    counts: counts.map((row) => sumOf(row, () => 1)),
    totals: Float64Array.of(total),
    offset: offset.map((row) => sumOf(row, (t) => (total > 0 ? totals[t] / total : 0))),
  };
}
