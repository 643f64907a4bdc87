import { setImmediate } from "node:timers/promises";
import { type Interactions } from "../data";
import { matrixRow, SparseMatrix } from "../matrices";
import { type Metric, metricNamed, type RatedPairs } from "../metrics";
import { candidateRule, othersThan } from "./candidateRule";
import { type Predictor } from "./Predictor";
import { type Protocol } from "./Protocol";
import { rankItems } from "./rankItems";
import { type Relevant } from "./relevantItems";

/** At most so many scores are held at a time. */
export const SCORES_AT_A_TIME: number = 2 ** 23;

/** How long work is watched and stopped. */
export interface WatchOptions {
  readonly onProgress?: (progress: { unit: "user"; done: number; total: number }) => void;
  /** Interrupts, by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What is kept of the scores of all evaluated users. */
export interface UserPredictions {
  /** Each user's list, as long as the longest metric wants it. */
  readonly lists: Int32Array[];
  /** How many items each list was chosen from, shape [users]. */
  readonly candidateCount: Int32Array;
  /** Users' values of metrics that read all scores, by name, shape [users]. */
  readonly ofScores: Readonly<Record<string, Float64Array>>;
  /** Scores of the items with a test value that the predictor knows, beside the values. */
  readonly pairs: RatedPairs;
}

/** Scores the evaluated users, a batch at a time, and keeps what the protocol's metrics want. */
export async function predictUsers(
  predictor: Predictor,
  relevant: Relevant,
  protocol: Protocol,
  { onProgress, signal, negatives }: WatchOptions & { readonly negatives?: Interactions | null },
): Promise<UserPredictions> {
  const { userIndex } = relevant;
  const userCount = userIndex.length;
  const itemCount = predictor.items.size;
  const depth = listLength(protocol, relevant);
  const chosenFrom = candidateRule(predictor, relevant, protocol, negatives);
  const lists: Int32Array[] = [];
  const candidateCount = new Int32Array(userCount);
  const readers = scoreMetrics(protocol);
  const ofScores = Object.fromEntries(readers.map(([name]) => [name, new Float64Array(userCount)]));
  const pairs = { userIndex: [] as number[], predicted: [] as number[], actual: [] as number[] };
  const batchSize = Math.max(1, Math.floor(SCORES_AT_A_TIME / itemCount));
  for (let start = 0; start < userCount; start += batchSize) {
    signal?.throwIfAborted();
    const batch = userIndex.subarray(start, start + batchSize);
    const scores = predictor.scores(batch);
    batch.forEach((user, row) => {
      const choice = chosenFrom(start + row);
      candidateCount[start + row] =
        choice.candidates?.length ?? itemCount - (choice.excluded?.length ?? 0);
      const ofUser = matrixRow(scores, row);
      lists.push(rankItems(predictor.users.ids[user], ofUser, depth, choice));
      const { rated } = relevant;
      for (let at = rated.start[start + row]; at < rated.start[start + row + 1]; at++) {
        pairs.userIndex.push(start + row);
        pairs.predicted.push(ofUser[rated.item[at]]);
        pairs.actual.push(rated.value[at]);
      }
    });
    const rows = Int32Array.from(batch, (_, row) => start + row);
    const seen = protocol.excludeSeen ? selectRows(predictor.seen, batch) : undefined;
    const excluded =
      protocol.candidates === "all" || readers.length === 0
        ? seen
        : othersThan(
            Array.from(batch, (_, row) => chosenFrom(start + row).candidates!),
            itemCount,
          );
    for (const [name, metric] of readers) {
      const input = { scores, relevant: selectRows(relevant.items, rows), excluded };
      ofScores[name].set(metric.perUser(input), start);
    }
    onProgress?.({ unit: "user", done: start + batch.length, total: userCount });
    await setImmediate();
  }
  const rated = { ...pairs, userIndex: Int32Array.from(pairs.userIndex) };
  return { lists, candidateCount, ofScores, pairs: rated };
}

/** k, or the largest number of relevant items if a metric wants lists as long. */
function listLength({ k, metrics }: Protocol, { items }: Relevant): number {
  const whole = metrics.map(metricNamed).some((metric) => "depth" in metric);
  if (!whole) return k;
  let longest = k;
  for (let row = 0; row < items.rowCount; row++) {
    longest = Math.max(longest, items.rowStart[row + 1] - items.rowStart[row]);
  }
  return longest;
}

type ScoreMetric = Extract<Metric, { reads: "scores" | "all scores" }>;

function scoreMetrics({ metrics }: Protocol): [string, ScoreMetric][] {
  return metrics.flatMap((name): [string, ScoreMetric][] => {
    const metric = metricNamed(name);
    return metric.reads === "scores" || metric.reads === "all scores" ? [[name, metric]] : [];
  });
}

/** The rows at the given positions, in that order. */
export function selectRows(matrix: SparseMatrix, rows: Int32Array): SparseMatrix {
  const rowStart = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    rowStart[at + 1] = rowStart[at] + matrix.rowStart[row + 1] - matrix.rowStart[row];
  });
  const columnIndex = new Int32Array(rowStart[rows.length]);
  const value = new Float32Array(rowStart[rows.length]);
  rows.forEach((row, at) => {
    columnIndex.set(matrix.rowColumns(row), rowStart[at]);
    value.set(matrix.rowValues(row), rowStart[at]);
  });
  const { columnCount } = matrix;
  return new SparseMatrix({ rowCount: rows.length, columnCount, rowStart, columnIndex, value });
}
