import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readCompleteJourney } from "../../../lib/data";

const TRANSACTIONS = `household_id,store_id,basket_id,product_id,quantity,sales_value,week,transaction_timestamp
900,330,31,1095275,2,0.5,1,2017-01-01 11:53:26
901,330,32,26081,1,0.99,1,2017-01-01 12:10:28
`;
const PRODUCTS = `product_id,manufacturer_id,department,brand,product_category,product_type,package_size
1095275,2,PASTRY,National,ROLLS,ROLLS: BAGELS,4 OZ
26081,2,,National,,,
`;

test("purchases come with departments, quantities, baskets and times", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "interestlab-"));
  try {
    await writeFile(path.join(folder, "transactions.csv"), TRANSACTIONS);
    await writeFile(path.join(folder, "products.csv"), PRODUCTS);
    const { interactions, products, households } = await readCompleteJourney(folder);
    assert.deepEqual(interactions.users.ids, ["900", "901"]);
    assert.deepEqual([...interactions.value], [2, 1]);
    assert.equal(interactions.timestampMs![0], Date.UTC(2017, 0, 1, 11, 53, 26));
    assert.deepEqual(interactions.session!.vocabulary.ids, ["31", "32"]);
    assert.deepEqual(products.categoriesOf("1095275"), ["PASTRY"]);
    assert.deepEqual(products.categoriesOf("26081"), []);
    assert.equal(households, null);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a folder without the files is refused with what was looked for", async () => {
  await assert.rejects(readCompleteJourney("nowhere"), {
    name: "RangeError",
    message:
      "readCompleteJourney requires transactions.parquet, transactions.csv, " +
      "transactions.csv.gz in its folder, got none in nowhere",
  });
});
