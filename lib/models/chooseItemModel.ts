import { type Interactions } from "../data";
import { Ease, type EaseConfig, easeDefaults } from "./Ease";
import { ItemKnn } from "./ItemKnn";
import { type Model } from "./Model";

/** A model, and why it was taken. */
export interface ChosenModel {
  readonly model: Model;
  readonly reason: string;
}

/**
 * The item model that fits in memory: EASE, or past `maxItems` items, where EASE would hold an
 * items x items matrix several times over, item neighbours.
 *
 * @param config - of EASE, in case it is taken
 */
export function chooseItemModel(
  interactions: Interactions,
  config: Partial<EaseConfig> = {},
): ChosenModel {
  const { maxItems = easeDefaults.maxItems } = config;
  const itemCount = interactions.items.size;
  const gigabytes = ((itemCount ** 2 * 4) / 1e9).toFixed(1);
  if (itemCount > maxItems) {
    return {
      model: new ItemKnn(),
      reason:
        `ItemKnn instead of EASE: ${itemCount} items are more than ${maxItems}, ` +
        `and EASE would need ${gigabytes} GB for each of its matrices`,
    };
  }
  return {
    model: new Ease(config),
    reason: `EASE: ${itemCount} items make matrices of ${gigabytes} GB`,
  };
}
