import { setImmediate } from "node:timers/promises";
import { matrixRow } from "../matrices";
import { type ListInput, metricNamed } from "../metrics";
import { type Model } from "../models";
import { RandomGenerator } from "../probability";
import { type Protocol } from "./Protocol";
import { rankItems } from "./rankItems";
import { type Relevant } from "./relevantItems";
import { sampleCandidates } from "./sampleCandidates";

/** At most so many scores are held at a time. */
export const SCORES_AT_A_TIME: number = 2 ** 23;

/** How long work is watched and stopped. */
export interface RankOptions {
  readonly onProgress?: (progress: { unit: "user"; done: number; total: number }) => void;
  /** Interrupts, by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Every evaluated user's list, as long as the longest metric wants it; one batch of scores at a time. */
export async function rankUsers(
  model: Model,
  relevant: Relevant,
  protocol: Protocol,
  { onProgress, signal }: RankOptions,
): Promise<Pick<ListInput, "lists" | "itemCount" | "candidateCount">> {
  const { userIndex } = relevant;
  const itemCount = model.items.size;
  const depth = listLength(protocol, relevant);
  const random = new RandomGenerator(protocol.seed).fork("candidates");
  const lists: Int32Array[] = [];
  const candidateCount = new Int32Array(userIndex.length);
  const nothing = new Int32Array(0);
  const batchSize = Math.max(1, Math.floor(SCORES_AT_A_TIME / itemCount));
  for (let start = 0; start < userIndex.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = userIndex.subarray(start, start + batchSize);
    const scores = model.scores(batch);
    batch.forEach((user, row) => {
      const excluded = protocol.excludeSeen ? model.seen.rowColumns(user) : nothing;
      const candidates =
        protocol.candidates === "all"
          ? undefined
          : sampleCandidates(
              random.fork(model.users.ids[user]),
              itemCount,
              relevant.items.rowColumns(start + row),
              excluded,
              protocol.candidates.sampled,
            );
      candidateCount[start + row] = candidates?.length ?? itemCount - excluded.length;
      const choice = { excluded, candidates };
      lists.push(rankItems(model.users.ids[user], matrixRow(scores, row), depth, choice));
    });
    onProgress?.({ unit: "user", done: start + batch.length, total: userIndex.length });
    await setImmediate();
  }
  return { lists, itemCount, candidateCount };
}

function listLength({ k, metrics }: Protocol, { items }: Relevant): number {
  const whole = metrics.map(metricNamed).some((metric) => "depth" in metric);
  if (!whole) return k;
  return items.rowStart.reduce(
    (most, end, row) => Math.max(most, row > 0 ? end - items.rowStart[row - 1] : k),
    k,
  );
}
