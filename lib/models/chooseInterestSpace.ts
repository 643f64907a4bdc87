import { type Catalogue, type Interactions } from "../data";
import { categorySpace, type InterestSpace } from "../interests";
import { Lda, type LdaConfig } from "./Lda";
import { topicSpace } from "./topicSpace";

/** An interest space, and why it was taken. */
export interface ChosenSpace {
  readonly space: InterestSpace;
  readonly reason: string;
}

/** What `chooseInterestSpace` calls things, and how it learns topics. */
export interface ChooseSpaceOptions {
  /** What the catalogue's categories are called; "categories" by default. */
  readonly name?: string;
  /** Of the topic model, in case it is taken. */
  readonly topics?: Partial<LdaConfig>;
}

/**
 * What interests are over: the items' categories where a catalogue knows some, else topics learned
 * from the log by LDA, each named by its three most telling items.
 *
 * @param catalogue - of the items; null where there is none
 * @throws RangeError if the log is empty
 */
export async function chooseInterestSpace(
  interactions: Interactions,
  catalogue: Catalogue | null,
  options: ChooseSpaceOptions = {},
): Promise<ChosenSpace> {
  const { name = "categories", topics = {} } = options;
  const { ids } = interactions.items;
  const categoriesOf = (item: string): readonly string[] => catalogue?.categoriesOf(item) ?? [];
  const knownCount = ids.filter((item) => categoriesOf(item).length > 0).length;
  if (knownCount > 0) {
    return {
      space: categorySpace(name, ids, categoriesOf),
      reason: `${name}: the catalogue knows those of ${knownCount} of ${ids.length} items`,
    };
  }
  const model = await new Lda(topics).fit(interactions);
  const space = topicSpace(model, {
    label: (number, items) => `${number}: ${items.slice(0, 3).join(", ")}`,
  });
  const lack = catalogue ? "the catalogue has no categories" : "there is no catalogue";
  return { space, reason: `${space.interests.length} topics learned by LDA: ${lack}` };
}
