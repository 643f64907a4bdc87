import { type SparseMatrix } from "../matrices";
import { completeConfig, type Hyperparameters } from "./hyperparameters";
import { ItemToItem } from "./ItemToItem";
import { type ProbabilityRule } from "./Model";
import { similarityDefaults, similarRows } from "./similarRows";

export type ItemKnnConfig = Pick<
  Hyperparameters,
  "cell" | "kindWeights" | "neighbourCount" | "similarity" | "shrinkage" | "asymmetry" | "k1" | "b"
>;

export const itemKnnDefaults: ItemKnnConfig = {
  cell: "one",
  kindWeights: {},
  neighbourCount: 100,
  ...similarityDefaults,
};

/**
 * Item neighbours: an item is scored by how much of the user's history is among the items most
 * like it.
 *
 *     score(u, i) = sum over items j in N(i) of x(u, j) similarity(i, j)
 *
 * N(i) are the `neighbourCount` items most similar to the scored item i, itself left out (the
 * library implicit keeps those of the history item j, itself among them). For the similarities
 * see `similarRows`; the items are its rows, the users its features.
 *
 * @see Deshpande and Karypis (2004), Item-based top-N recommendation algorithms,
 * doi:10.1145/963770.963776
 */
export class ItemKnn extends ItemToItem<ItemKnnConfig> {
  readonly name = "ItemKnn";
  readonly probabilityRule: ProbabilityRule = "normalised";

  constructor(config: Partial<ItemKnnConfig> = {}) {
    super(completeConfig("ItemKnn", config, itemKnnDefaults));
  }

  protected override learnWeights(histories: SparseMatrix): Promise<SparseMatrix> {
    const { neighbourCount } = this.config;
    return Promise.resolve(similarRows(histories.transpose(), neighbourCount, this.config));
  }
}
