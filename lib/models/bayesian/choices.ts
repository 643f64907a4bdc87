import { type Interactions } from "../../data";
import { type UserChoices } from "./ChoiceEvidence";

/** Every user's distinct choices, one behind the other. */
export interface ChoiceLog {
  /** Where each user's begin, shape [users + 1]. */
  readonly userStart: Int32Array;
  readonly item: Int32Array;
  readonly period: Int32Array;
  /** How often, an old choice for less than 1 where time decays. */
  readonly weight: Float64Array;
}

/** How a log's moments are read. */
export interface ChoiceClock {
  /** The first and the last moment of the fitted log; both 0 where it has no times. */
  readonly startMs: number;
  readonly endMs: number;
  /** Length of a period; null: one period for all. */
  readonly periodDays: number | null;
  /** A choice this old counts half; null: all count the same. */
  readonly halfLifeDays: number | null;
}

const DAY_MS = 86_400_000;

/** The clock of a log. */
export function choiceClock(
  { timestampMs }: Interactions,
  settings: Pick<ChoiceClock, "periodDays" | "halfLifeDays">,
): ChoiceClock {
  let startMs = Infinity;
  let endMs = -Infinity;
  for (const moment of timestampMs ?? [0]) {
    startMs = Math.min(startMs, moment);
    endMs = Math.max(endMs, moment);
  }
  return { startMs, endMs, ...settings };
}

export function periodCount({ startMs, endMs, periodDays }: ChoiceClock): number {
  if (periodDays === null) return 1;
  return Math.max(1, Math.ceil((endMs - startMs + 1) / (periodDays * DAY_MS)));
}

/** Rows of the same user, item and period, together; in order of period, then item. */
export function choiceLog(interactions: Interactions, clock: ChoiceClock): ChoiceLog {
  const { timestampMs, itemIndex } = interactions;
  const { startMs, endMs, periodDays, halfLifeDays } = clock;
  const periods = periodCount(clock);
  const userStart = new Int32Array(interactions.users.size + 1);
  const item = new Int32Array(interactions.count);
  const period = new Int32Array(interactions.count);
  const weight = new Float64Array(interactions.count);
  let count = 0;
  interactions.rowsByUser().forEach((rows, user) => {
    const places = new Map<number, number>();
    const keyed = Array.from(rows, (row) => {
      const moment = timestampMs?.[row] ?? 0;
      const at = periodDays === null ? 0 : Math.floor((moment - startMs) / (periodDays * DAY_MS));
      const age = Math.max(0, endMs - moment) / DAY_MS;
      return {
        key: Math.min(Math.max(at, 0), periods - 1) * interactions.items.size + itemIndex[row],
        weight: halfLifeDays === null ? 1 : 2 ** (-age / halfLifeDays),
      };
    }).sort((a, b) => a.key - b.key);
    for (const { key, weight: amount } of keyed) {
      const known = places.get(key);
      if (known !== undefined) {
        weight[known] += amount;
        continue;
      }
      places.set(key, count);
      item[count] = key % interactions.items.size;
      period[count] = Math.floor(key / interactions.items.size);
      weight[count] = amount;
      count++;
    }
    userStart[user + 1] = count;
  });
  return {
    userStart,
    item: item.slice(0, count),
    period: period.slice(0, count),
    weight: weight.slice(0, count),
  };
}

/** One user's choices, from a period on. */
export function userChoices(log: ChoiceLog, user: number, fromPeriod = 0): UserChoices {
  let start = log.userStart[user];
  const end = log.userStart[user + 1];
  while (start < end && log.period[start] < fromPeriod) start++;
  return {
    items: log.item.subarray(start, end),
    periods: log.period.subarray(start, end),
    weights: log.weight.subarray(start, end),
  };
}
