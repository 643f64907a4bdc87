import { type InterestSpace } from "../../lib/interests/InterestSpace";
import { SparseMatrix } from "../../lib/matrices";
import { type SimulatedWorld, simulate } from "../../lib/simulation/simulate";
import { type WorldConfig } from "../../lib/simulation/WorldConfig";

/** A simulated world of 800 users, 120 items and 6 interests that stand still, two groups. */
export function smallWorld(settings: Partial<WorldConfig> = {}): SimulatedWorld {
  return simulate({
    seed: 3,
    userCount: 800,
    itemCount: 120,
    interestCount: 6,
    groupCount: 2,
    silentInterestCount: 0,
    interactionsPerUser: 30,
    driftPerPeriod: 0,
    seasonAmplitude: 0,
    changeProbability: 0,
    periodCount: 1,
    ...settings,
  });
}

/** The interests that a catalogue tells: which, but not in which shares. */
export function toldSpace({ truth }: SimulatedWorld): InterestSpace {
  const { membership } = truth.space;
  const value = Float32Array.from(membership.value);
  for (let item = 0; item < membership.rowCount; item++) {
    const count = membership.rowStart[item + 1] - membership.rowStart[item];
    value.fill(1 / count, membership.rowStart[item], membership.rowStart[item + 1]);
  }
  const { rowCount, columnCount, rowStart, columnIndex } = membership;
  const told = new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
  return { ...truth.space, membership: told };
}
