// The Complete Journey: a year of household shopping, in weekly windows over departments. Its makers
// call it simulated from real shopping patterns.
import { existsSync } from "node:fs";
import path from "node:path";
import { cutWindows, type InterestWindows } from "../lib/evolution";
import { Interactions, withDuckDb } from "../lib/data";
import { categorySpace } from "../lib/interests";

const FOLDER = path.resolve("../shared/data/completejourney");

/** Departments with fewer rows a year than this are left out. */
const LEAST_ROWS = 1000;

/** 52 whole weeks from 2017-01-01. */
const START_MS = Date.UTC(2017, 0, 1);
const WEEKS = 52;

/** Null where the data isn't there. */
export async function completeJourneyWindows(): Promise<InterestWindows | null> {
  if (!existsSync(path.join(FOLDER, "transactions.csv.gz"))) return null;
  const rows = await withDuckDb((engine) =>
    engine.rows(`
      SELECT household_id::VARCHAR AS user, department,
        epoch_ms(transaction_timestamp::TIMESTAMP)::DOUBLE AS time
      FROM read_csv('${FOLDER}/transactions.csv.gz') AS sold
        JOIN read_csv('${FOLDER}/products.csv.gz') AS goods
        USING (product_id)
      WHERE department IN (
        SELECT department FROM read_csv('${FOLDER}/transactions.csv.gz') AS sold
        JOIN read_csv('${FOLDER}/products.csv.gz') AS goods USING (product_id)
        WHERE department IS NOT NULL GROUP BY department HAVING count(*) >= ${LEAST_ROWS})
      ORDER BY household_id, transaction_timestamp, basket_id, product_id`),
  );
  const log = Interactions.fromColumns({
    user: rows.map(({ user }) => String(user)),
    item: rows.map(({ department }) => String(department)),
    timestampMs: rows.map(({ time }) => Number(time)),
  });
  const space = categorySpace("departments", log.items.ids, (department) => [department]);
  return cutWindows(log, space, {
    windows: { kind: "calendar", days: 7 },
    startMs: START_MS,
    endMs: START_MS + WEEKS * 7 * 86_400_000,
  });
}
