import { SparseMatrix } from "../../lib/matrices";
import { relevantRows } from "./lists";

/** Six items described by three features. */
export const vectors: SparseMatrix = SparseMatrix.fromEntries(
  [6, 3],
  [0, 1, 1, 2, 3, 3, 4, 4, 5],
  [0, 0, 1, 1, 1, 2, 0, 2, 2],
);

/** What three users did before: users 1, 2, 3 of the tools' frames. */
export const history: SparseMatrix = relevantRows([[0, 1, 2], [1, 3], [4]], 6);

/** What they were recommended. */
export const lists: Int32Array[] = [
  Int32Array.of(3, 4, 5),
  Int32Array.of(0, 2, 5),
  Int32Array.of(1, 0),
];

/** Which of it was relevant. */
export const relevant: SparseMatrix = relevantRows([[3, 5], [2, 5], [0]], 6);

/** How many users did each item. */
export const counts: number[] = [1, 2, 1, 1, 1, 0];
