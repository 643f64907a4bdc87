import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { DuckDb, quoteText } from "../data";
import { type TrialRecord, type TrialStep } from "./TrialRecord";

/**
 * The trials of studies in a DuckDB file. One process writes; what `put` has resolved for is on
 * disk, whatever happens to the process after.
 */
export class TrialStore {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly file: string,
    private readonly engine: DuckDb,
  ) {}

  /**
   * Opens a file, or makes it.
   *
   * @throws RangeError if the file is another process's at this moment, or no such store
   */
  static async open(file: string): Promise<TrialStore> {
    if (!existsSync(file)) await makeStore(file);
    return new TrialStore(file, await openEngine(file));
  }

  /**
   * Holds a study to what it was begun with: space, sampler, seed, whatever its trials follow from.
   *
   * @throws RangeError if the study was begun with something else
   */
  async begin(study: string, plan: unknown): Promise<void> {
    const text = JSON.stringify(plan);
    const name = quoteText(study);
    const rows = await this.#next(() =>
      this.engine.rows(`SELECT plan FROM studies WHERE study = ${name}`),
    );
    if (rows.length === 0) {
      await this.#next(() =>
        this.engine.run(`INSERT INTO studies VALUES (${name}, ${quoteText(text)})`),
      );
    } else if (rows[0].plan !== text) {
      throw new RangeError(
        `TrialStore requires ${study} as it was begun, ${String(rows[0].plan)}, got ${text}: ` +
          `go on with that, or begin anew in another folder`,
      );
    }
  }

  /** Keeps a run that ended. */
  async put(record: TrialRecord): Promise<void> {
    const { study, trial, rung, state, attempts, seconds, budget, error } = record;
    const json = [record.settings, record.metrics, record.curve, record.details];
    const cells = [
      quoteText(study),
      ...[trial, rung, budget ?? "NULL"],
      quoteText(state),
      ...json.map((value) => quoteText(JSON.stringify(value))),
      error === null ? "NULL" : quoteText(error.replaceAll("\0", "")),
      ...[attempts, seconds],
    ];
    await this.#next(() => this.engine.run(`INSERT INTO trials VALUES (${cells.join(", ")})`));
  }

  /** The runs of a study that ended, by trial, then by rung. */
  async records(study: string): Promise<TrialRecord[]> {
    const query = `SELECT * FROM trials WHERE study = ${quoteText(study)} ORDER BY trial, rung`;
    const rows = await this.#next(() => this.engine.rows(query));
    return rows.map((row) => {
      const parsed = (name: string): unknown => JSON.parse(String(row[name]));
      const { study, trial, rung, budget, state, error, attempts, seconds } =
        row as unknown as TrialRecord;
      return {
        ...{ study, trial, rung, budget, state, error, attempts, seconds },
        settings: parsed("settings") as TrialRecord["settings"],
        metrics: withNaN(parsed("metrics") as TrialRecord["metrics"]),
        curve: (parsed("curve") as TrialStep[]).map(withNaN),
        details: parsed("details") as TrialRecord["details"],
      };
    });
  }

  /** Waits for what is being written, and frees the file. */
  async close(): Promise<void> {
    await this.#next(() => Promise.resolve());
    this.engine.close();
  }

  /** One statement after another: a connection takes only one. */
  async #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** JSON has no NaN and writes null. */
function withNaN<Numbers extends Readonly<Record<string, number>>>(numbers: Numbers): Numbers {
  const entries = Object.entries(numbers as Record<string, number | null>);
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? NaN])) as Numbers;
}

/** A file appears only when its tables are there: one cut off while it is made is never opened. */
async function makeStore(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.part`;
  for (const left of [part, `${part}.wal`]) rmSync(left, { force: true });
  const engine = await openEngine(part);
  await engine.run("CREATE TABLE studies (study VARCHAR PRIMARY KEY, plan VARCHAR)");
  await engine.run(
    "CREATE TABLE trials (study VARCHAR, trial INTEGER, rung INTEGER, budget DOUBLE, state VARCHAR, " +
      "settings VARCHAR, metrics VARCHAR, curve VARCHAR, details VARCHAR, error VARCHAR, " +
      "attempts INTEGER, seconds DOUBLE, PRIMARY KEY (study, trial, rung))",
  );
  engine.close();
  renameSync(part, file);
}

async function openEngine(file: string): Promise<DuckDb> {
  try {
    return await DuckDb.open({ file, threads: 1, memoryMegabytes: 500 });
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new RangeError(`TrialStore requires a store that no other process has, got ${reason}`);
  }
}
