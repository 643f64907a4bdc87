import { Catalogue, type Interactions } from "../../lib/data";
import { type SideCatalogues } from "../../lib/models/neural/FeaturePairModel";

/** What is known of planted blocks: each item's block as its category, each user's as a number. */
export function blockCatalogues(log: Interactions): SideCatalogues {
  return {
    itemCatalogue: new Catalogue({
      ids: log.items,
      categories: log.items.ids.map((id) => [id.slice(0, 2)]),
      texts: {},
      numbers: {},
    }),
    userCatalogue: new Catalogue({
      ids: log.users,
      categories: log.users.ids.map(() => []),
      texts: {},
      numbers: { block: Float64Array.from(log.users.ids, (id) => Number(id.slice(1)) % 2) },
    }),
  };
}
