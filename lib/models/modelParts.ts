import { categorySpace } from "../interests";
import { type SideCatalogues } from "./neural/FeaturePairModel";
import { type ModelParts } from "./registry";

/**
 * What catalogues give to models: the space of the items' categories, where there are any, and the
 * catalogues themselves.
 *
 * @param items - ids of the log that a model is fitted on
 * @throws RangeError if the catalogue has categories, and none of these items does
 */
export function modelParts(items: readonly string[], catalogues: SideCatalogues): ModelParts {
  const { itemCatalogue } = catalogues;
  if (!itemCatalogue?.categories.some((names) => names.length > 0)) return catalogues;
  const space = categorySpace("categories", items, (item) => itemCatalogue.categoriesOf(item));
  return { ...catalogues, space };
}
