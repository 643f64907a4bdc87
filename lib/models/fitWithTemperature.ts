import { type Interactions } from "../data";
import { type FittedTemperature, fitTemperature, type TemperatureOptions } from "./fitTemperature";
import { type FitOptions, type Model } from "./Model";

/** Users with fewer interactions than this give none to find the temperature by. */
const FEWEST = 3;

/**
 * Fits a model whose rule is softmax together with its temperature, for want of held-out data:
 * each user's last interaction is held out, the model fitted on the rest and its temperature on
 * what was held out; then the model is fitted on everything and keeps that temperature. Twice
 * the work of `fit`. Users of fewer than 3 interactions keep all of theirs.
 *
 * @returns what `fitTemperature` found
 * @throws RangeError if the rule isn't softmax, or no user has 3 interactions
 */
export async function fitWithTemperature(
  model: Model,
  interactions: Interactions,
  options: FitOptions & TemperatureOptions = {},
): Promise<FittedTemperature> {
  const last = new Set<number>();
  for (const rows of interactions.rowsByUser()) {
    if (rows.length >= FEWEST) last.add(rows[rows.length - 1]);
  }
  if (last.size === 0) {
    throw new RangeError(
      `fitWithTemperature requires a user of at least ${FEWEST} interactions, got none`,
    );
  }
  await model.fit(
    interactions.filter((row) => !last.has(row)),
    options,
  );
  const found = fitTemperature(model, interactions.select([...last]), options);
  await model.fit(interactions, options);
  model.temperature = found.temperature;
  return found;
}
