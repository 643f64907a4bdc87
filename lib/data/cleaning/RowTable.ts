import { COLUMN_OF, type StagedLog } from "../reading/stageLog";
import { type SqlEngine } from "../sql";
import { type AuditExample, type AuditLine } from "./Audit";

/** How many examples the audit gives of each rule. */
const EXAMPLE_COUNT = 5;

/** The share of a table's rows that may be hidden before it is made anew without them. */
const MAX_HIDDEN_SHARE = 0.1;

/**
 * The rows that are left, and the audit of the rules. A rule that removes few rows hides them behind
 * a view, which costs a fraction of copying the others; one that changes rows makes a new table.
 */
export class RowTable {
  readonly engine: SqlEngine;
  log: StagedLog;
  readonly lines: AuditLine[] = [];
  rowCount: number;
  /** Whether the table has the column `flagged`. */
  isFlagged = false;
  /** What the rules read: the table, or the view of it without the rows hidden. */
  #name: string;
  #table: string;
  #tableRowCount: number;
  /** The table of the rows hidden (row); null while none are. */
  #hidden: string | null = null;
  #count = 0;

  constructor(engine: SqlEngine, log: StagedLog) {
    this.engine = engine;
    this.log = log;
    this.rowCount = log.rowCount;
    this.#name = log.table;
    this.#table = log.table;
    this.#tableRowCount = log.rowCount;
  }

  /** The table, or view, of the rows that are left. */
  get name(): string {
    return this.#name;
  }

  has(role: StagedLog["roles"][number]): boolean {
    return this.log.roles.includes(role);
  }

  /** Gives the rows of a log without values the value 1. */
  async addValues(): Promise<void> {
    this.log = {
      ...this.log,
      roles: [...this.log.roles, "value"],
      layout: [...this.log.layout, { name: "value", column: "value" }],
      valuesAreWhole: true,
    };
    const values = { value: "CAST(1 AS DOUBLE)", value_bad: "CAST(NULL AS VARCHAR)" };
    await this.#replace(`SELECT ${this.columns(values)} FROM ${this.#name} AS log`);
  }

  /** A name for a table of a rule's own. */
  scratch(): string {
    return `scratch${this.#count++}`;
  }

  /**
   * Removes the rows of a condition over `log`.
   *
   * @param join - further tables that the condition needs
   * @param shown - an expression of what to show of an example; default: user, item and value
   */
  async remove(
    rule: string,
    setting: string,
    condition: string,
    join = "",
    shown: string = this.shownRow(),
  ): Promise<void> {
    const from = `FROM ${this.#name} AS log ${join}`;
    const removed = this.scratch();
    await this.engine.run(
      `CREATE TABLE ${removed} AS SELECT log."row" AS "row" ${from} WHERE ${condition}`,
    );
    const count = await this.#number(`FROM ${removed}`);
    let examples: AuditExample[] = [];
    if (count > 0) {
      const first = await this.engine.rows(
        `SELECT "row" FROM ${removed} ORDER BY "row" LIMIT ${EXAMPLE_COUNT}`,
      );
      const places = first.map(({ row }) => String(row)).join(", ");
      examples = await this.#examples(`${from} WHERE log."row" IN (${places})`, shown);
    }
    this.#report(rule, setting, { removed: count, examples });
    await this.#hide(removed, count);
  }

  /** Replaces the value of the rows of a condition. */
  async change(
    rule: string,
    setting: string,
    value: string,
    condition: string,
    join = "",
  ): Promise<void> {
    const changes = `(${condition}) AND (${value}) IS DISTINCT FROM log.value`;
    const found = `FROM ${this.#name} AS log ${join} WHERE ${changes}`;
    const count = await this.#number(found);
    const examples = count > 0 ? await this.#examples(found, this.shownRow()) : [];
    if (count > 0) {
      await this.#replace(
        `SELECT ${this.columns({ value: `CASE WHEN ${condition} THEN ${value} ELSE log.value END` })} ` +
          `FROM ${this.#name} AS log ${join}`,
      );
    }
    this.#report(rule, setting, { changed: count, examples });
  }

  /** Marks the rows of a condition in the column `flagged`. */
  async flag(rule: string, setting: string, condition: string, join = ""): Promise<void> {
    const found = `FROM ${this.#name} AS log ${join} WHERE ${condition}`;
    const count = await this.#number(found);
    const examples = count > 0 ? await this.#examples(found, this.shownRow()) : [];
    const before = this.isFlagged ? "log.flagged OR " : "";
    await this.#replace(
      `SELECT ${this.columns({ flagged: `${before}coalesce(${condition}, FALSE)` })} ` +
        `FROM ${this.#name} AS log ${join}`,
    );
    this.isFlagged = true;
    this.#report(rule, setting, { flagged: count, examples });
  }

  /** Adds an audit line of rows that were removed before they came into the table. */
  removeKnown(rule: string, setting: string, examples: AuditExample[], count: number): void {
    this.lines.push({
      rule,
      setting,
      rowsIn: this.rowCount + count,
      removed: count,
      changed: 0,
      flagged: 0,
      rowsOut: this.rowCount,
      examples: examples.slice(0, EXAMPLE_COUNT),
    });
  }

  /** The table's columns for a SELECT from it as `log`, some of them by other expressions. */
  columns(replaced: Readonly<Record<string, string>> = {}): string {
    const roles = this.log.roles.map((role) => COLUMN_OF[role]);
    const extras = this.log.layout.map(({ column }) => column).filter((name) => /^x\d+$/.test(name));
    const bad = ["value", "time"].filter((role) => this.log.roles.includes(role as "value"));
    const names = ["row", ...roles, ...bad.map((role) => `${role}_bad`), ...extras];
    if (this.isFlagged || "flagged" in replaced) names.push("flagged");
    return names.map((name) => `${replaced[name] ?? `log."${name}"`} AS "${name}"`).join(", ");
  }

  /** User, item and value of a row, as text. */
  shownRow(): string {
    const columns = ["log.user_id", "log.item_id"];
    if (this.has("value")) columns.push("log.value");
    const texts = columns.map((column) => `coalesce(CAST(${column} AS VARCHAR), '')`);
    return texts.join(" || ',' || ");
  }

  #report(
    rule: string,
    setting: string,
    done: { removed?: number; changed?: number; flagged?: number; examples: AuditExample[] },
  ): void {
    const rowsIn = this.rowCount;
    this.rowCount -= done.removed ?? 0;
    const { removed = 0, changed = 0, flagged = 0, examples } = done;
    this.lines.push({
      rule,
      setting,
      rowsIn,
      removed,
      changed,
      flagged,
      rowsOut: this.rowCount,
      examples,
    });
  }

  /** Drops all that holds the rows. */
  async forget(): Promise<void> {
    if (this.#hidden !== null) {
      await this.engine.run(`DROP VIEW ${this.#name}`);
      await this.engine.run(`DROP TABLE ${this.#hidden}`);
    }
    if (this.#table !== this.log.table) await this.engine.run(`DROP TABLE ${this.#table}`);
    else await this.engine.forget(this.log.table);
  }

  /** Takes out the rows of a table (row), which goes. */
  async #hide(removed: string, count: number): Promise<void> {
    const without = (from: string, rows: string) =>
      `SELECT * FROM ${from} AS log WHERE NOT EXISTS ` +
      `(SELECT 1 FROM ${rows} AS gone WHERE gone."row" = log."row")`;
    if (this.#tableRowCount - this.rowCount > MAX_HIDDEN_SHARE * this.#tableRowCount) {
      await this.#replace(without(this.#name, removed));
    } else if (count > 0 && this.#hidden === null) {
      this.#hidden = removed;
      this.#name = `rows${this.#count++}`;
      await this.engine.run(`CREATE VIEW ${this.#name} AS ${without(this.#table, removed)}`);
      return;
    } else if (count > 0) {
      await this.engine.run(`INSERT INTO ${this.#hidden} SELECT "row" FROM ${removed}`);
    }
    await this.engine.run(`DROP TABLE ${removed}`);
  }

  async #replace(query: string): Promise<void> {
    const next = `rows${this.#count++}`;
    await this.engine.run(`CREATE TABLE ${next} AS ${query}`);
    await this.forget();
    this.#hidden = null;
    this.#name = next;
    this.#table = next;
    this.#tableRowCount = this.rowCount;
  }

  async #number(found: string): Promise<number> {
    return Number((await this.engine.rows(`SELECT count(*) AS n ${found}`))[0].n);
  }

  async #examples(found: string, shown: string): Promise<AuditExample[]> {
    const rows = await this.engine.rows(
      `SELECT log."row" AS line, ${shown} AS shown ${found} ORDER BY log."row" LIMIT ${EXAMPLE_COUNT}`,
    );
    return rows.map((row) => ({
      ...this.log.placeOf(Number(row.line)),
      shown: String(row.shown),
    }));
  }
}
