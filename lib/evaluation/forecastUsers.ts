import { alignSpace, type InterestDistribution, type InterestSpace, joinUsers } from "../interests";
import { type ForecastInput, type ProbabilityRows } from "../metrics";
import { forecastOutcomes, outcomeShares } from "./forecastOutcomes";
import { SCORES_AT_A_TIME } from "./predictUsers";
import { type Predictor } from "./Predictor";
import { type Protocol } from "./Protocol";
import { type Relevant } from "./relevantItems";

/** What forecasts are over, and what they are held against. */
export interface ForecastTruth {
  readonly space?: InterestSpace;
  /** Users' true distributions; without, the shares of what happened stand for them. */
  readonly truth?: InterestDistribution;
}

/**
 * The predictor's distributions for the evaluated users, and the interests of what they did.
 *
 * @throws RangeError if there is no space, the distributions or the truth are over other interests,
 * or the truth lacks a user
 */
export function forecastUsers(
  predictor: Predictor,
  { userIndex, items }: Relevant,
  { space, truth }: ForecastTruth,
  { excludeSeen, k, seed }: Protocol,
): ForecastInput {
  if (!space) {
    throw new RangeError("evaluate requires a space for metrics of forecasts, got none");
  }
  const aligned = alignSpace(space, predictor.items.ids);
  const { interests } = aligned;
  const batches: InterestDistribution[] = [];
  const batchSize = Math.max(1, Math.floor(SCORES_AT_A_TIME / predictor.items.size));
  for (let start = 0; start < userIndex.length; start += batchSize) {
    const users = userIndex.subarray(start, start + batchSize);
    const batch = predictor.distribution(users, aligned, { excludeSeen });
    const other = batch.interests.find((interest, at) => interest !== interests[at]);
    if (other !== undefined || batch.interests.length !== interests.length) {
      throw new RangeError(
        `evaluate requires forecasts over the ${interests.length} interests of ${space.name}, ` +
          `got ${batch.interests.length}${other === undefined ? "" : ` with ${other}`}`,
      );
    }
    batches.push(batch);
  }
  const users = Array.from(userIndex, (user) => predictor.users.ids[user]);
  const forecasts = joinUsers(batches);
  const outcomes = forecastOutcomes(items, aligned);
  return {
    forecasts,
    outcomes,
    truth: truth ? truthOf(truth, users, interests) : outcomeShares(outcomes),
    membership: aligned.membership,
    k,
    seed,
  };
}

/** The true distributions of some users, interests in the given order. */
function truthOf(
  truth: InterestDistribution,
  users: readonly string[],
  interests: readonly string[],
): ProbabilityRows {
  const from = interests.map((interest) => truth.interests.indexOf(interest));
  const missing = from.indexOf(-1);
  if (missing >= 0 || truth.interests.length !== interests.length) {
    throw new RangeError(
      `evaluate requires a truth over the ${interests.length} interests of the space, got ` +
        `${truth.interests.length}${missing < 0 ? "" : ` without ${interests[missing]}`}`,
    );
  }
  const rowOf = new Map(truth.users.map((user, row) => [user, row]));
  const values = new Float64Array(users.length * interests.length);
  users.forEach((user, at) => {
    const row = rowOf.get(user);
    if (row === undefined) {
      throw new RangeError(`evaluate requires the truth of every test user, got none of ${user}`);
    }
    const own = truth.row(row);
    from.forEach((position, interest) => (values[at * from.length + interest] = own[position]));
  });
  return { values, rowCount: users.length, columnCount: interests.length };
}
