import { Interactions } from "../../lib/data/Interactions";

/** A log of user-item pairs written as "u1 a", one row each; users and items by first appearance. */
export function log(...pairs: string[]): Interactions {
  const cells = pairs.map((pair) => pair.split(" "));
  return Interactions.fromColumns({ user: cells.map((c) => c[0]), item: cells.map((c) => c[1]) });
}
