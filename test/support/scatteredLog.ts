import { Interactions } from "../../lib/data";
import { RandomGenerator } from "../../lib/probability";

/** A log of random pairs, ratings 1 to 5, for tests of speed paths rather than of taste. */
export function scatteredLog(userCount: number, itemCount: number, rowCount: number): Interactions {
  const random = new RandomGenerator(17);
  const column = (count: number): number[] =>
    Array.from({ length: rowCount }, () => random.below(count));
  return Interactions.fromColumns({
    user: column(userCount),
    item: column(itemCount),
    value: column(5).map((value) => value + 1),
  });
}
