/**
 * A compressed sparse row (CSR) matrix. Within a row, column indices rise.
 *
 * Row r holds the entries `rowStart[r] <= e < rowStart[r + 1]`, each with
 * `columnIndex[e]` and `value[e]`.
 */
export class SparseMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Shape [rowCount + 1]. */
  readonly rowStart: Int32Array;
  /** Shape [entryCount]. */
  readonly columnIndex: Int32Array;
  /** Shape [entryCount]. */
  readonly value: Float32Array;
  #transpose: SparseMatrix | undefined;

  constructor(parts: {
    rowCount: number;
    columnCount: number;
    rowStart: Int32Array;
    columnIndex: Int32Array;
    value: Float32Array;
  }) {
    this.rowCount = parts.rowCount;
    this.columnCount = parts.columnCount;
    this.rowStart = parts.rowStart;
    this.columnIndex = parts.columnIndex;
    this.value = parts.value;
  }

  /**
   * Builds the matrix from entries in any order; entries of the same cell are summed.
   *
   * @param rowIndex - shape [entries], each in [0, rowCount)
   * @param columnIndex - shape [entries], each in [0, columnCount)
   * @param value - shape [entries]; all 1 when left out
   * @throws RangeError if an index is outside the matrix or lengths disagree
   */
  static fromEntries(
    shape: readonly [rowCount: number, columnCount: number],
    rowIndex: ArrayLike<number>,
    columnIndex: ArrayLike<number>,
    value?: ArrayLike<number>,
  ): SparseMatrix {
    const [rowCount, columnCount] = shape;
    const entryCount = rowIndex.length;
    if (columnIndex.length !== entryCount || (value && value.length !== entryCount)) {
      throw new RangeError(
        `fromEntries requires columns of one length, got ${entryCount} rows, ` +
          `${columnIndex.length} columns and ${value ? value.length : entryCount} values`,
      );
    }
    // Two stable counting sorts, by column and then by row, leave rows sorted by column.
    const byColumn = countingSort(columnIndex, columnCount, "column");
    const order = countingSort(rowIndex, rowCount, "row", byColumn);
    const rowStart = new Int32Array(rowCount + 1);
    const columns = new Int32Array(entryCount);
    const values = new Float32Array(entryCount);
    let count = 0;
    let lastRow = -1;
    for (const entry of order) {
      const row = rowIndex[entry];
      const column = columnIndex[entry];
      const amount = value ? value[entry] : 1;
      if (row === lastRow && columns[count - 1] === column) {
        values[count - 1] += amount;
        continue;
      }
      columns[count] = column;
      values[count] = amount;
      count++;
      rowStart[row + 1]++;
      lastRow = row;
    }
    for (let row = 0; row < rowCount; row++) rowStart[row + 1] += rowStart[row];
    return new SparseMatrix({
      rowCount,
      columnCount,
      rowStart,
      columnIndex: columns.slice(0, count),
      value: values.slice(0, count),
    });
  }

  /** The number of stored cells. */
  get entryCount(): number {
    return this.columnIndex.length;
  }

  /** The row of each entry, shape [entries]. */
  entryRows(): Int32Array {
    const rows = new Int32Array(this.entryCount);
    for (let row = 0; row < this.rowCount; row++) {
      rows.fill(row, this.rowStart[row], this.rowStart[row + 1]);
    }
    return rows;
  }

  /** The column indices of one row, as a view. */
  rowColumns(rowIndex: number): Int32Array {
    return this.columnIndex.subarray(this.rowStart[rowIndex], this.rowStart[rowIndex + 1]);
  }

  /** The values of one row, as a view, in the order of `rowColumns`. */
  rowValues(rowIndex: number): Float32Array {
    return this.value.subarray(this.rowStart[rowIndex], this.rowStart[rowIndex + 1]);
  }

  /** Columns x rows; computed once and kept. */
  transpose(): SparseMatrix {
    if (this.#transpose) return this.#transpose;
    const rowStart = new Int32Array(this.columnCount + 1);
    for (const column of this.columnIndex) rowStart[column + 1]++;
    for (let column = 0; column < this.columnCount; column++) {
      rowStart[column + 1] += rowStart[column];
    }
    const next = rowStart.slice(0, this.columnCount);
    const columnIndex = new Int32Array(this.entryCount);
    const value = new Float32Array(this.entryCount);
    for (let row = 0; row < this.rowCount; row++) {
      for (let entry = this.rowStart[row]; entry < this.rowStart[row + 1]; entry++) {
        const place = next[this.columnIndex[entry]]++;
        columnIndex[place] = row;
        value[place] = this.value[entry];
      }
    }
    const transposed = new SparseMatrix({
      rowCount: this.columnCount,
      columnCount: this.rowCount,
      rowStart,
      columnIndex,
      value,
    });
    transposed.#transpose = this;
    this.#transpose = transposed;
    return transposed;
  }
}

/** The entries' order by key, stable; `order` is the order to start from. */
function countingSort(
  key: ArrayLike<number>,
  keyCount: number,
  axis: string,
  order?: Int32Array,
): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (let entry = 0; entry < key.length; entry++) {
    const k = key[entry];
    if (!(k >= 0 && k < keyCount)) {
      throw new RangeError(`fromEntries requires a ${axis} index below ${keyCount}, got ${k}`);
    }
    next[k + 1]++;
  }
  for (let k = 0; k < keyCount; k++) next[k + 1] += next[k];
  const sorted = new Int32Array(key.length);
  for (let position = 0; position < key.length; position++) {
    const entry = order ? order[position] : position;
    sorted[next[key[entry]]++] = entry;
  }
  return sorted;
}
