import { type Interactions } from "../data";
import { SparseMatrix } from "../matrices";
import { RandomGenerator } from "../probability";
import { type Predictor } from "./Predictor";
import { type Protocol } from "./Protocol";
import { type Relevant } from "./relevantItems";
import { sampleCandidates } from "./sampleCandidates";

/** What a list is chosen from: the candidates, or all items but the excluded; rising positions. */
export interface Choice {
  readonly excluded?: Int32Array;
  readonly candidates?: Int32Array;
}

/**
 * Which items each evaluated user's list is chosen from, by the user's row.
 *
 * @param negatives - wanted where they are the protocol's candidates
 * @throws RangeError if they are and aren't there, or a user has none or one that is relevant
 */
export function candidateRule(
  predictor: Predictor,
  relevant: Relevant,
  protocol: Protocol,
  negatives?: Interactions | null,
): (row: number) => Choice {
  const { userIndex, items } = relevant;
  const seen = (row: number): Int32Array | undefined =>
    protocol.excludeSeen ? predictor.seen.rowColumns(userIndex[row]) : undefined;
  if (protocol.candidates === "all") return (row) => ({ excluded: seen(row) });
  if (protocol.candidates === "negatives") {
    if (!negatives) {
      throw new RangeError("evaluate requires the negatives that are its candidates, got none");
    }
    const given = givenCandidates(predictor, relevant, negatives);
    return (row) => {
      const barred = new Set(seen(row));
      return { candidates: given[row].filter((item) => !barred.has(item)) };
    };
  }
  const { sampled } = protocol.candidates;
  const random = new RandomGenerator(protocol.seed).fork("candidates");
  return (row) => ({
    candidates: sampleCandidates(
      random.fork(predictor.users.ids[userIndex[row]]),
      predictor.items.size,
      items.rowColumns(row),
      seen(row) ?? new Int32Array(0),
      sampled,
    ),
  });
}

/** Each evaluated user's relevant items and negatives that the predictor knows, rising. */
function givenCandidates(
  { users, items }: Predictor,
  relevant: Relevant,
  negatives: Interactions,
): Int32Array[] {
  const rowOf = new Map(Array.from(relevant.userIndex, (user, row) => [users.ids[user], row]));
  const rows = negatives.users.ids.map((user) => rowOf.get(user) ?? -1);
  const itemAt = negatives.items.ids.map((item) => (items.has(item) ? items.indexOf(item) : -1));
  const owed = Array.from(rowOf.values(), (row) => new Set(relevant.items.rowColumns(row)));
  const found = owed.map((own) => [...own].filter((item) => item < items.size));
  const counts = new Int32Array(owed.length);
  for (let at = 0; at < negatives.count; at++) {
    const row = rows[negatives.userIndex[at]];
    if (row < 0) continue;
    counts[row]++;
    const item = itemAt[negatives.itemIndex[at]];
    if (item < 0) continue;
    if (owed[row].has(item)) {
      throw new RangeError(
        `evaluate requires negatives that aren't relevant, got ${items.ids[item]} ` +
          `for user ${users.ids[relevant.userIndex[row]]}`,
      );
    }
    found[row].push(item);
  }
  const without = counts.indexOf(0);
  if (without >= 0) {
    const user = users.ids[relevant.userIndex[without]];
    throw new RangeError(`evaluate requires negatives of every test user, got none of ${user}`);
  }
  return found.map((own) => Int32Array.from(new Set(own)).sort());
}

/** Users x items that are not among each user's candidates. */
export function othersThan(candidates: readonly Int32Array[], itemCount: number): SparseMatrix {
  const rowStart = new Int32Array(candidates.length + 1);
  candidates.forEach((own, row) => {
    rowStart[row + 1] = rowStart[row] + itemCount - own.length;
  });
  const columnIndex = new Int32Array(rowStart[candidates.length]);
  let entry = 0;
  for (const own of candidates) {
    let next = 0;
    for (let item = 0; item < itemCount; item++) {
      if (own[next] === item) next++;
      else columnIndex[entry++] = item;
    }
  }
  const value = new Float32Array(entry).fill(1);
  const [rowCount, columnCount] = [candidates.length, itemCount];
  return new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
}
