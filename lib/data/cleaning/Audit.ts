/** A row that a rule removed, changed or flagged. */
export interface AuditExample {
  readonly file: string;
  readonly line: number;
  /** What stood there: the bad cell, or user, item and value. */
  readonly shown: string;
}

/** What one rule did. */
export interface AuditLine {
  readonly rule: string;
  /** The rule's settings, as text. */
  readonly setting: string;
  readonly rowsIn: number;
  readonly removed: number;
  readonly changed: number;
  readonly flagged: number;
  readonly rowsOut: number;
  /** The first few rows that were removed, else changed, else flagged. */
  readonly examples: readonly AuditExample[];
}

/** What cleaning did, rule by rule: rows in = rows out + rows removed, in each line and in all. */
export class Audit {
  readonly source: string;
  readonly lines: readonly AuditLine[];
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly removed: number;
  readonly changed: number;

  /** @throws Error if the lines don't balance */
  constructor(source: string, rowsIn: number, rowsOut: number, lines: readonly AuditLine[]) {
    this.source = source;
    this.lines = lines;
    this.rowsIn = rowsIn;
    this.rowsOut = rowsOut;
    this.removed = lines.reduce((sum, line) => sum + line.removed, 0);
    this.changed = lines.reduce((sum, line) => sum + line.changed, 0);
    let rows = rowsIn;
    for (const line of lines) {
      if (line.rowsIn !== rows || line.rowsIn !== line.rowsOut + line.removed) {
        throw new Error(
          `Audit requires rows in = rows out + removed, got ${line.rowsIn} in, ` +
            `${line.rowsOut} out and ${line.removed} removed by ${line.rule} after ${rows}`,
        );
      }
      rows = line.rowsOut;
    }
    if (rows !== rowsOut) {
      throw new Error(`Audit requires ${rows} rows after the last rule, got ${rowsOut}`);
    }
  }

  /** A row for each rule, and one for all; ready for `new dfd.DataFrame(...)`. */
  toColumns(): Record<string, (string | number)[]> {
    const total = {
      rule: "total",
      setting: "",
      rowsIn: this.rowsIn,
      removed: this.removed,
      changed: this.changed,
      flagged: this.lines.reduce((sum, line) => sum + line.flagged, 0),
      rowsOut: this.rowsOut,
      examples: [],
    };
    const lines: AuditLine[] = [...this.lines, total];
    return {
      rule: lines.map((line) => line.rule),
      setting: lines.map((line) => line.setting),
      "rows in": lines.map((line) => line.rowsIn),
      removed: lines.map((line) => line.removed),
      changed: lines.map((line) => line.changed),
      flagged: lines.map((line) => line.flagged),
      "rows out": lines.map((line) => line.rowsOut),
      example: lines.map(({ examples }) =>
        examples.length === 0
          ? ""
          : `${examples[0].file}:${examples[0].line}: ${examples[0].shown}`,
      ),
    };
  }

  /** Plain JSON, the examples with file and line. */
  toJSON(): object {
    const { source, rowsIn, removed, changed, rowsOut, lines } = this;
    return { source, rowsIn, removed, changed, rowsOut, lines };
  }
}
