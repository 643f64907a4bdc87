import { SparseMatrix } from "../matrices";
import { encodeIds, Vocabulary } from "./Vocabulary";

/** Users x items as CSR; see `Interactions.matrix`. */
export type InteractionMatrix = SparseMatrix;

/** Plain columns of a log, one entry a row: what `toColumns` gives and `fromColumns` takes. */
export interface InteractionColumns {
  /** Ids; numbers are taken by their decimal spelling. */
  user: readonly (string | number)[];
  item: readonly (string | number)[];
  /** Kind of behaviour (view, search, purchase, like, share, rating, ...). */
  kind?: readonly string[];
  /** Rating, count or amount; 1 when the column is left out; NaN where missing. */
  value?: ArrayLike<number>;
  /** Milliseconds since 1970-01-01 UTC; NaN where missing. */
  timestampMs?: ArrayLike<number>;
  /** Where it happened: music, films, reading, ... */
  domain?: readonly string[];
  /** Which rows were one visit. */
  session?: readonly string[];
}

/** A column of labels: their vocabulary, and each row's position in it, shape [rows]. */
export interface Labels {
  readonly vocabulary: Vocabulary;
  readonly index: Int32Array;
}

/** How cells of the matrix are valued. */
export interface MatrixOptions {
  /** "one": 1 where anything happened; "value": the sum of values; "count": the number of rows. */
  readonly cell?: "one" | "value" | "count";
  /** Weight of each kind of behaviour, multiplied into "value" and "count"; kinds left out: 1. */
  readonly kindWeights?: Readonly<Record<string, number>>;
}

/**
 * A log of who did what, when: one row an interaction, in columns, immutable.
 * Rows keep the order in which they were given; ids are numbered by first appearance unless a
 * vocabulary is given.
 */
export class Interactions {
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  readonly kinds: Vocabulary;
  /** Shape [rows], positions in `users`. */
  readonly userIndex: Int32Array;
  /** Shape [rows], positions in `items`. */
  readonly itemIndex: Int32Array;
  /** Shape [rows], positions in `kinds`. */
  readonly kindIndex: Uint8Array;
  /** Shape [rows]; NaN where missing. */
  readonly value: Float64Array;
  /** Shape [rows], milliseconds since 1970 UTC; NaN where missing; null if the log has no times. */
  readonly timestampMs: Float64Array | null;
  /** Null if the log has none. */
  readonly domain: Labels | null;
  /** Null if the log has none. */
  readonly session: Labels | null;
  readonly #matrices = new Map<string, InteractionMatrix>();

  /** @throws RangeError if the columns' lengths disagree, or there are more than 256 kinds */
  constructor(parts: {
    users: Vocabulary;
    items: Vocabulary;
    kinds: Vocabulary;
    userIndex: Int32Array;
    itemIndex: Int32Array;
    kindIndex: Uint8Array;
    value: Float64Array;
    timestampMs: Float64Array | null;
    domain?: Labels | null;
    session?: Labels | null;
  }) {
    const lengths = {
      user: parts.userIndex.length,
      item: parts.itemIndex.length,
      kind: parts.kindIndex.length,
      value: parts.value.length,
      time: parts.timestampMs ? parts.timestampMs.length : parts.userIndex.length,
      ...(parts.domain && { domain: parts.domain.index.length }),
      ...(parts.session && { session: parts.session.index.length }),
    };
    if (new Set(Object.values(lengths)).size > 1) {
      throw new RangeError(
        `Interactions requires columns of one length, got ${JSON.stringify(lengths)}`,
      );
    }
    if (parts.kinds.size > 256) {
      throw new RangeError(`Interactions requires at most 256 kinds, got ${parts.kinds.size}`);
    }
    this.users = parts.users;
    this.items = parts.items;
    this.kinds = parts.kinds;
    this.userIndex = parts.userIndex;
    this.itemIndex = parts.itemIndex;
    this.kindIndex = parts.kindIndex;
    this.value = parts.value;
    this.timestampMs = parts.timestampMs;
    this.domain = parts.domain ?? null;
    this.session = parts.session ?? null;
  }

  /**
   * @param vocabularies - number ids by these instead of by first appearance
   * @throws RangeError if columns differ in length, or an id is not in a given vocabulary
   */
  static fromColumns(
    columns: InteractionColumns,
    vocabularies: { users?: Vocabulary; items?: Vocabulary } = {},
  ): Interactions {
    const rowCount = columns.user.length;
    const number = (ids: readonly (string | number)[], noun: string, known?: Vocabulary) => {
      const spelled = ids.map(String);
      return known
        ? { vocabulary: known, index: known.indicesOf(spelled) }
        : encodeIds(spelled, noun);
    };
    const users = number(columns.user, "user", vocabularies.users);
    const items = number(columns.item, "item", vocabularies.items);
    const kinds = encodeIds(
      columns.kind ?? new Array<string>(rowCount).fill("interaction"),
      "kind",
    );
    return new Interactions({
      users: users.vocabulary,
      items: items.vocabulary,
      kinds: kinds.vocabulary,
      userIndex: users.index,
      itemIndex: items.index,
      kindIndex: Uint8Array.from(kinds.index),
      value: columns.value
        ? Float64Array.from(columns.value)
        : new Float64Array(rowCount).fill(1),
      timestampMs: columns.timestampMs ? Float64Array.from(columns.timestampMs) : null,
      domain: columns.domain ? encodeIds(columns.domain, "domain") : null,
      session: columns.session ? encodeIds(columns.session, "session") : null,
    });
  }

  /** The number of rows. */
  get count(): number {
    return this.userIndex.length;
  }

  /** Plain columns with ids spelled out; ready for `new dfd.DataFrame(...)`. */
  toColumns(): Record<string, (string | number)[]> {
    const columns: Record<string, (string | number)[]> = {
      user: Array.from(this.userIndex, (index) => this.users.ids[index]),
      item: Array.from(this.itemIndex, (index) => this.items.ids[index]),
      kind: Array.from(this.kindIndex, (index) => this.kinds.ids[index]),
      value: Array.from(this.value),
    };
    if (this.timestampMs) columns.timestampMs = Array.from(this.timestampMs);
    if (this.domain) columns.domain = spell(this.domain);
    if (this.session) columns.session = spell(this.session);
    return columns;
  }

  /** The rows at the given positions, in that order, over the same vocabularies. */
  select(rows: ArrayLike<number>): Interactions {
    const rowIndex = Int32Array.from(rows);
    const { timestampMs } = this;
    return new Interactions({
      users: this.users,
      items: this.items,
      kinds: this.kinds,
      userIndex: rowIndex.map((row) => this.userIndex[row]),
      itemIndex: rowIndex.map((row) => this.itemIndex[row]),
      kindIndex: Uint8Array.from(rowIndex, (row) => this.kindIndex[row]),
      value: Float64Array.from(rowIndex, (row) => this.value[row]),
      timestampMs: timestampMs && Float64Array.from(rowIndex, (row) => timestampMs[row]),
      domain: selectLabels(this.domain, rowIndex),
      session: selectLabels(this.session, rowIndex),
    });
  }

  /**
   * These rows and then the other's, over the same vocabularies: two parts of one split.
   *
   * @throws RangeError if the logs don't share their vocabularies
   */
  concat(other: Interactions): Interactions {
    const [mine, theirs] = [vocabulariesOf(this), vocabulariesOf(other)];
    if (mine.some((vocabulary, i) => vocabulary !== theirs[i])) {
      throw new RangeError("concat requires logs over the same vocabularies, got different ones");
    }
    const { timestampMs, domain, session } = this;
    const joinLabels = (first: Labels | null, second: Labels | null): Labels | null =>
      first && second && { ...first, index: Int32Array.from([...first.index, ...second.index]) };
    return new Interactions({
      users: this.users,
      items: this.items,
      kinds: this.kinds,
      userIndex: Int32Array.from([...this.userIndex, ...other.userIndex]),
      itemIndex: Int32Array.from([...this.itemIndex, ...other.itemIndex]),
      kindIndex: Uint8Array.from([...this.kindIndex, ...other.kindIndex]),
      value: Float64Array.from([...this.value, ...other.value]),
      timestampMs:
        timestampMs &&
        other.timestampMs &&
        Float64Array.from([...timestampMs, ...other.timestampMs]),
      domain: joinLabels(domain, other.domain),
      session: joinLabels(session, other.session),
    });
  }

  /**
   * The rows whose user and item another log knows, numbered as that log numbers them: a test part
   * over the training part's users and items.
   */
  over(known: Pick<Interactions, "users" | "items">): Interactions {
    const positionsIn = (mine: Vocabulary, theirs: Vocabulary): Int32Array =>
      Int32Array.from(mine.ids, (id) => (theirs.has(id) ? theirs.indexOf(id) : -1));
    const userAt = positionsIn(this.users, known.users);
    const itemAt = positionsIn(this.items, known.items);
    const rows = this.filter(
      (row) => userAt[this.userIndex[row]] >= 0 && itemAt[this.itemIndex[row]] >= 0,
    );
    const { kinds, kindIndex, value, timestampMs, domain, session } = rows;
    return new Interactions({
      users: known.users,
      items: known.items,
      userIndex: rows.userIndex.map((user) => userAt[user]),
      itemIndex: rows.itemIndex.map((item) => itemAt[item]),
      ...{ kinds, kindIndex, value, timestampMs, domain, session },
    });
  }

  /** The rows for which the claim holds, over the same vocabularies. */
  filter(keeps: (row: number) => boolean): Interactions {
    const rows: number[] = [];
    for (let row = 0; row < this.count; row++) if (keeps(row)) rows.push(row);
    return this.select(rows);
  }

  /** The same rows over the users and items that occur in them, numbered by first appearance. */
  compact(): Interactions {
    const occurring = (vocabulary: Vocabulary, index: Int32Array): Vocabulary =>
      new Vocabulary(
        Array.from(new Set(index), (position) => vocabulary.ids[position]),
        vocabulary.noun,
      );
    const users = occurring(this.users, this.userIndex);
    return this.over({ users, items: occurring(this.items, this.itemIndex) });
  }

  /**
   * Users x items as CSR; computed once for each set of options and kept. Several rows of one
   * cell make one entry. A missing value (NaN) stays NaN under "value": clean first.
   */
  matrix(options: MatrixOptions = {}): InteractionMatrix {
    const { cell = "one", kindWeights } = options;
    // Cells of 1 have no weights.
    const key = JSON.stringify([cell, cell === "one" ? {} : (kindWeights ?? {})]);
    const known = this.#matrices.get(key);
    if (known) return known;
    const weight = this.kinds.ids.map((kind) => kindWeights?.[kind] ?? 1);
    const amounts =
      cell === "one"
        ? undefined
        : this.value.map(
            (value, row) => (cell === "value" ? value : 1) * weight[this.kindIndex[row]],
          );
    const shape = [this.users.size, this.items.size] as const;
    const matrix = SparseMatrix.fromEntries(shape, this.userIndex, this.itemIndex, amounts);
    if (cell === "one") matrix.value.fill(1);
    this.#matrices.set(key, matrix);
    return matrix;
  }

  /**
   * Each user's rows in time order; rows of equal time, and all rows of a log without times,
   * keep their order in the log (stable). A missing time sorts first.
   *
   * @returns one array of row positions for each user, shape [users][rows of the user]
   */
  rowsByUser(): Int32Array[] {
    const start = new Int32Array(this.users.size + 1);
    for (const user of this.userIndex) start[user + 1]++;
    for (let user = 0; user < this.users.size; user++) start[user + 1] += start[user];
    const next = start.slice(0, this.users.size);
    const rows = new Int32Array(this.count);
    for (let row = 0; row < this.count; row++) rows[next[this.userIndex[row]]++] = row;
    const time = this.timestampMs;
    const at = (row: number): number =>
      time === null || Number.isNaN(time[row]) ? -Infinity : time[row];
    const histories: Int32Array[] = [];
    for (let user = 0; user < this.users.size; user++) {
      const history = rows.subarray(start[user], start[user + 1]);
      if (time) history.sort((a, b) => (at(a) === at(b) ? a - b : at(a) - at(b)));
      histories.push(history);
    }
    return histories;
  }
}

function spell({ vocabulary, index }: Labels): string[] {
  return Array.from(index, (position) => vocabulary.ids[position]);
}

function selectLabels(labels: Labels | null, rows: Int32Array): Labels | null {
  return labels && { vocabulary: labels.vocabulary, index: rows.map((row) => labels.index[row]) };
}

function vocabulariesOf(log: Interactions): (Vocabulary | undefined)[] {
  return [log.users, log.items, log.kinds, log.domain?.vocabulary, log.session?.vocabulary];
}
