import { type Catalogue, type Interactions } from "../../data";
import { type ModelState } from "../Model";
import { type NeuralFitOptions } from "./fitNetwork";
import { type NetworkData, PairModel, type PairModelConfig } from "./PairModel";
import { type FeatureField, NO_FEATURES, sideFeatures, type SideFeatures } from "./sideFeatures";

/** What is known of users and items beyond what they did; either may be missing. */
export interface SideCatalogues {
  readonly userCatalogue?: Catalogue;
  readonly itemCatalogue?: Catalogue;
}

/** A model of pairs that reads features of users and items. It keeps those of the fit. */
export abstract class FeaturePairModel<Config extends PairModelConfig> extends PairModel<Config> {
  protected userFeatures: SideFeatures = NO_FEATURES;
  protected itemFeatures: SideFeatures = NO_FEATURES;
  readonly #catalogues: SideCatalogues;

  constructor(config: Config, catalogues: SideCatalogues) {
    super(config);
    this.#catalogues = catalogues;
  }

  protected override async learn(
    interactions: Interactions,
    options: NeuralFitOptions,
  ): Promise<void> {
    const { userCatalogue, itemCatalogue } = this.#catalogues;
    this.userFeatures = sideFeatures(userCatalogue, interactions.users.ids);
    this.itemFeatures = sideFeatures(itemCatalogue, interactions.items.ids);
    await super.learn(interactions, options);
  }

  protected override data(): NetworkData {
    const sides = { userFeatures: this.userFeatures, itemFeatures: this.itemFeatures };
    return Object.fromEntries(
      Object.entries(sides)
        .filter(([, { columnCount }]) => columnCount > 0)
        .map(([name, { values, columnCount }]) => [
          name,
          { values, shape: [values.length / columnCount, columnCount] },
        ]),
    );
  }

  protected override state(): ModelState {
    const { arrays, settings } = super.state();
    return {
      arrays: {
        ...arrays,
        userFeatures: this.userFeatures.values,
        itemFeatures: this.itemFeatures.values,
      },
      settings: {
        ...settings,
        userFields: this.userFeatures.fields,
        itemFields: this.itemFeatures.fields,
      },
    };
  }

  protected override restore(state: ModelState): void {
    const side = (name: "user" | "item"): SideFeatures => {
      const fields = state.settings[`${name}Fields`] as readonly FeatureField[];
      const values = state.arrays[`${name}Features`] as Float32Array;
      return { fields, values, columnCount: fields.at(-1)?.end ?? 0 };
    };
    this.userFeatures = side("user");
    this.itemFeatures = side("item");
    super.restore(state);
  }
}
