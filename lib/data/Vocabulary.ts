/**
 * A one-to-one map between ids (any strings, as the data spells them) and positions 0..size-1.
 * Positions follow the order in which the ids were given.
 */
export class Vocabulary {
  readonly ids: readonly string[];
  /** What the ids name, for messages: "user", "item", "kind". */
  readonly noun: string;
  readonly #indexById = new Map<string, number>();

  /** @throws RangeError if an id appears twice */
  constructor(ids: readonly string[], noun = "id") {
    this.ids = ids;
    this.noun = noun;
    for (let index = 0; index < ids.length; index++) this.#indexById.set(ids[index], index);
    if (this.#indexById.size !== ids.length) {
      const twice = ids.find((id, index) => this.#indexById.get(id) !== index);
      throw new RangeError(`Vocabulary requires distinct ${noun} ids, got ${twice} twice`);
    }
  }

  get size(): number {
    return this.ids.length;
  }

  has(id: string): boolean {
    return this.#indexById.has(id);
  }

  /** @throws RangeError if the id is not in the vocabulary */
  indexOf(id: string): number {
    const index = this.#indexById.get(id);
    if (index === undefined) {
      throw new RangeError(`unknown ${this.noun}: ${id} (${this.size} ${this.noun}s are known)`);
    }
    return index;
  }

  /** These ids, then those of the other that aren't among them, in its order. */
  union(other: Vocabulary): Vocabulary {
    return new Vocabulary([...new Set([...this.ids, ...other.ids])], this.noun);
  }

  /** Positions of several ids, shape [ids]. @throws RangeError if one is unknown */
  indicesOf(ids: readonly string[]): Int32Array {
    return Int32Array.from(ids, (id) => this.indexOf(id));
  }
}

/**
 * Numbers a column of ids by first appearance.
 *
 * @returns the vocabulary, and each row's position in it, shape [rows]
 */
export function encodeIds(
  column: readonly string[],
  noun = "id",
): { vocabulary: Vocabulary; index: Int32Array } {
  const indexById = new Map<string, number>();
  const index = new Int32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const id = column[row];
    let position = indexById.get(id);
    if (position === undefined) {
      position = indexById.size;
      indexById.set(id, position);
    }
    index[row] = position;
  }
  return { vocabulary: new Vocabulary([...indexById.keys()], noun), index };
}
