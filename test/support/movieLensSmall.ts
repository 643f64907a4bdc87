import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { Interactions } from "../../lib/data/Interactions";

/** The embedded MovieLens log, by a plain split of its lines: users, movies, ratings, seconds. */
export function movieLensSmall(): Interactions {
  const file = path.resolve(__dirname, "../../../data/ml-latest-small/ratings.csv.gz");
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split(/\r?\n/).slice(1);
  const cells = lines.map((line) => line.split(","));
  return Interactions.fromColumns({
    user: cells.map((cell) => cell[0]),
    item: cells.map((cell) => cell[1]),
    kind: cells.map(() => "rating"),
    value: cells.map((cell) => Number(cell[2])),
    timestampMs: cells.map((cell) => Number(cell[3]) * 1000),
  });
}
