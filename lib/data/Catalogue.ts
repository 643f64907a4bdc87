import { type Vocabulary } from "./Vocabulary";

/** What is known of items or of users, beyond what they did: one row an id. */
export class Catalogue {
  readonly ids: Vocabulary;
  /** Each row's categories; empty where none is known. */
  readonly categories: readonly (readonly string[])[];
  /** Text columns by name: titles, descriptions, attributes; null where missing. */
  readonly texts: Readonly<Record<string, readonly (string | null)[]>>;
  /** Numeric columns by name, shape [ids]; NaN where missing. */
  readonly numbers: Readonly<Record<string, Float64Array>>;

  constructor(parts: {
    ids: Vocabulary;
    categories: readonly (readonly string[])[];
    texts: Readonly<Record<string, readonly (string | null)[]>>;
    numbers: Readonly<Record<string, Float64Array>>;
  }) {
    this.ids = parts.ids;
    this.categories = parts.categories;
    this.texts = parts.texts;
    this.numbers = parts.numbers;
  }

  /** The categories of an id; none where the id is not in the catalogue. For `categorySpace`. */
  categoriesOf(id: string): readonly string[] {
    return this.ids.has(id) ? this.categories[this.ids.indexOf(id)] : [];
  }

  /** An id's cell of a text column, such as its title; null where unknown. */
  textOf(id: string, column: string): string | null {
    if (!(column in this.texts)) {
      throw new RangeError(
        `unknown text column: ${column} (known: ${Object.keys(this.texts).join(", ")})`,
      );
    }
    return this.ids.has(id) ? this.texts[column][this.ids.indexOf(id)] : null;
  }

  /** Plain columns, categories joined by "|"; ready for `new dfd.DataFrame(...)`. */
  toColumns(): Record<string, (string | number | null)[]> {
    const columns: Record<string, (string | number | null)[]> = { [this.ids.noun]: [...this.ids.ids] };
    for (const [name, cells] of Object.entries(this.texts)) columns[name] = [...cells];
    for (const [name, cells] of Object.entries(this.numbers)) columns[name] = Array.from(cells);
    columns.categories = this.categories.map((names) => names.join("|"));
    return columns;
  }
}
