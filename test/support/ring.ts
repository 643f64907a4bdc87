import { Interactions } from "../../lib/data";

/** Everybody walks around a ring of 10 items, from different starts. */
export function ring(length: number): Interactions {
  const user: string[] = [];
  const item: string[] = [];
  for (let u = 0; u < 40; u++) {
    for (let step = 0; step < length; step++) {
      user.push(`u${u}`);
      item.push(`i${(u + step) % 10}`);
    }
  }
  return Interactions.fromColumns({ user, item });
}
