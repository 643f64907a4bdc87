import { type SparseMatrix } from "../matrices";
import { KernelSpace } from "../native/simd";
import { type Factors } from "./FactorModel";

/** The best items of some users, shape [users, k]; item -1 where items ran out. */
export interface BestItems {
  readonly items: Int32Array;
  readonly scores: Float32Array;
}

/** Users worked on together by one thread. */
const GRAIN = 32;

/**
 * The k items of largest inner product with each selected user, best first, equal ones by rising
 * position; exact. Items are gone through by falling length, and a user is done where no later item
 * can be among the k.
 *
 * @param seen - users x items to leave out
 */
export function bestItems(
  factors: Factors,
  userIndices: Int32Array,
  k: number,
  seen?: SparseMatrix,
): BestItems {
  const { size, users, items } = factors;
  const itemCount = items.length / size;
  const lengths = new Float32Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    let squares = 0;
    for (let at = item * size; at < (item + 1) * size; at++) squares += items[at] * items[at];
    lengths[item] = Math.sqrt(squares);
  }
  const order = Int32Array.from(lengths.keys()).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const space = new KernelSpace();
  const x = space.float32(userIndices.length * size);
  userIndices.forEach((user, row) => {
    x.values.set(users.subarray(user * size, (user + 1) * size), row * size);
  });
  const y = space.float32(items.length);
  order.forEach((item, place) => {
    y.values.set(items.subarray(item * size, (item + 1) * size), place * size);
  });
  const found = {
    items: space.int32(userIndices.length * k),
    scores: space.float32(userIndices.length * k),
  };
  const addresses = [
    ...[x, space.int32(userIndices), y],
    ...[space.float32(Float32Array.from(order, (item) => lengths[item])), space.int32(order)],
    ...[space.int32(seen ? seen.rowStart : 0), space.int32(seen ? seen.columnIndex : 0)],
    ...[found.items, found.scores],
  ].map((array) => array.address);
  const rest = [itemCount, size, k, seen ? 1 : 0];
  space.run("bestItems", userIndices.length, [...addresses, ...rest], {
    grain: GRAIN,
    scratchFloats: 2 * GRAIN,
  });
  const best = { items: found.items.values.slice(), scores: found.scores.values.slice() };
  space.dispose();
  return best;
}
