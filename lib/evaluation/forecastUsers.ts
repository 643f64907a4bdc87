import { alignSpace, InterestDistribution, type InterestSpace } from "../interests";
import { denseMatrix } from "../matrices";
import { type ForecastInput } from "../metrics";
import { forecastOutcomes } from "./forecastOutcomes";
import { SCORES_AT_A_TIME } from "./predictUsers";
import { type Predictor } from "./Predictor";
import { type Relevant } from "./relevantItems";

/**
 * The predictor's distributions for the evaluated users, and the interests of what they did.
 *
 * @throws RangeError if there is no space, or the distributions are over other interests
 */
export function forecastUsers(
  predictor: Predictor,
  { userIndex, items }: Relevant,
  space: InterestSpace | undefined,
  excludeSeen: boolean,
): ForecastInput {
  if (!space) {
    throw new RangeError("evaluate requires a space for metrics of forecasts, got none");
  }
  const aligned = alignSpace(space, predictor.items.ids);
  const { interests } = aligned;
  const probabilities = new Float32Array(userIndex.length * interests.length);
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
    probabilities.set(batch.probabilities.values, start * interests.length);
  }
  const forecasts = new InterestDistribution({
    users: Array.from(userIndex, (user) => predictor.users.ids[user]),
    spaceName: aligned.name,
    interests,
    probabilities: denseMatrix(probabilities, userIndex.length, interests.length),
  });
  return { forecasts, outcomes: forecastOutcomes(items, aligned) };
}
