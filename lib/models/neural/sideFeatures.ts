import { type Catalogue } from "../../data";

/** A text column of more values than this says who an item is rather than what it is like. */
const MOST_VALUES = 100;

/** A group of columns that say one thing: a category's share each, or a number. */
export interface FeatureField {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What is known of users or items, as numbers. */
export interface SideFeatures {
  readonly fields: readonly FeatureField[];
  /** Shape [ids, columns]; 0 where nothing is known. */
  readonly values: Float32Array;
  readonly columnCount: number;
}

export const NO_FEATURES: SideFeatures = {
  fields: [],
  values: new Float32Array(0),
  columnCount: 0,
};

type Column = { readonly name: string; readonly cells: readonly Cell[][] };
interface Cell {
  readonly column: number;
  readonly value: number;
}

/**
 * A catalogue's columns as features of the given ids.
 *
 * Categories make one field, in which a row's categories share 1 equally. A text column of at most
 * 100 values makes a field of one column a value; one with more, such as titles, is left out. A
 * numeric column makes a field of one column, of mean 0 and variance 1 over the ids where it is
 * known; one that is constant is left out. An id that isn't in the catalogue has zeros.
 */
export function sideFeatures(
  catalogue: Catalogue | undefined,
  ids: readonly string[],
): SideFeatures {
  if (!catalogue) return NO_FEATURES;
  const places = ids.map((id) => (catalogue.ids.has(id) ? catalogue.ids.indexOf(id) : -1));
  const at = <Value>(column: ArrayLike<Value>, otherwise: Value): Value[] =>
    places.map((place) => (place < 0 ? otherwise : column[place]));
  const columns = [
    namesColumn("categories", at<readonly string[]>(catalogue.categories, [])),
    ...Object.entries(catalogue.texts)
      .map(([name, cells]) =>
        namesColumn(
          name,
          at<string | null>(cells, null).map((text) => (text === null ? [] : [text])),
        ),
      )
      .filter(({ width }) => width <= MOST_VALUES),
    ...Object.entries(catalogue.numbers).map(([name, cells]) => numberColumn(name, at(cells, NaN))),
  ].filter(({ width }) => width > 0);
  return joinColumns(columns, ids.length);
}

interface WideColumn extends Column {
  readonly width: number;
}

function namesColumn(name: string, rows: readonly (readonly string[])[]): WideColumn {
  const known = [...new Set(rows.flat())].sort();
  const position = new Map(known.map((value, index) => [value, index]));
  const cells = rows.map((names) =>
    names.map((value) => ({ column: position.get(value)!, value: 1 / names.length })),
  );
  return { name, cells, width: known.length };
}

function numberColumn(name: string, numbers: readonly number[]): WideColumn {
  const known = numbers.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  const cells = numbers.map((value) =>
    Number.isFinite(value) ? [{ column: 0, value: (value - mean) / Math.sqrt(variance) }] : [],
  );
  return { name, cells, width: variance > 0 ? 1 : 0 };
}

function joinColumns(columns: readonly WideColumn[], rowCount: number): SideFeatures {
  const columnCount = columns.reduce((sum, { width }) => sum + width, 0);
  const values = new Float32Array(rowCount * columnCount);
  let start = 0;
  const fields = columns.map(({ name, cells, width }): FeatureField => {
    cells.forEach((row, index) => {
      for (const { column, value } of row) values[index * columnCount + start + column] += value;
    });
    start += width;
    return { name, start: start - width, end: start };
  });
  return { fields, values, columnCount };
}
