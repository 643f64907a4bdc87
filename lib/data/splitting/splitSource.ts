import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Audit } from "../cleaning/Audit";
import { cleanStaged } from "../cleaning/clean";
import { type CleaningRules, parseCleaningRules } from "../cleaning/CleaningRules";
import { findBadRows } from "../reading/badRows";
import { type BadRow, describeBadRow, stageLog, type StageOptions } from "../reading/stageLog";
import { type DuckDbOptions, withDuckDb } from "../sql";
import { outputFormat } from "../writing/outputFormat";
import { writeLog } from "../writing/writeLog";
import { assignParts, PART, type SplitTable } from "./assignParts";
import { carryParts, viewParts } from "./carryParts";
import { checkLeaks, type LeakReport } from "./checkLeaks";
import { drawNegatives } from "./drawNegatives";
import { type FullProtocol, parseSplitProtocol, type SplitProtocol } from "./SplitProtocol";

/** Options of `splitSource`; layout and columns are found where left out. */
export interface SplitSourceOptions extends Omit<StageOptions, "keepExtras"> {
  /** Ending of the files: "csv", "tsv", "inter", "jsonl", each also with ".gz", or "parquet". */
  readonly ending?: string;
  /** Cleans first, by these rules; without, a bad row is an error. */
  readonly rules?: CleaningRules;
  readonly onProgress?: (done: { readonly rule: string }) => void;
  readonly signal?: AbortSignal;
  readonly engine?: DuckDbOptions;
}

/** What `splitSource` wrote. */
export interface WrittenSplit {
  readonly protocol: FullProtocol;
  /** Each fold's report; one, but for k-fold. */
  readonly leaks: readonly LeakReport[];
  /** Of the cleaning, where rules were given. */
  readonly audit: Audit | null;
  readonly files: readonly string[];
}

/**
 * Splits a log from files into files, without holding it in memory: train, valid and test (of
 * k-fold: a folder fold0, fold1, ... each), with the source's columns, and split.json with the
 * protocol and the leak report; where the protocol asks for negatives, they are written beside the
 * parts, a row of user and item each. The folder's files appear when all are whole.
 *
 * @throws RangeError if the source can't be read or has a bad row (clean first), the protocol isn't
 * known or misses what it needs
 */
export async function splitSource(
  source: string,
  protocol: SplitProtocol,
  folder: string,
  options: SplitSourceOptions = {},
): Promise<WrittenSplit> {
  const full = parseSplitProtocol(protocol);
  const ending = options.ending ?? endingOf(source);
  outputFormat(`x.${ending}`);
  const partial = path.resolve(folder, `.partial-${process.pid}`);
  return withDuckDb(async (engine) => {
    const staged = await stageLog(engine, source, { ...options, keepExtras: true });
    const rules = options.rules && parseCleaningRules(options.rules);
    const cleaned = rules ? await cleanStaged(engine, staged, rules, options) : null;
    if (!cleaned) refuseBadRows(await findBadRows(engine, staged));
    const log = cleaned?.rows.log ?? staged;
    const table: SplitTable = {
      table: cleaned?.rows.name ?? log.table,
      hasTime: log.roles.includes("time"),
      hasValue: log.roles.includes("value"),
      hasKind: log.roles.includes("kind"),
    };
    options.onProgress?.({ rule: "read" });
    options.signal?.throwIfAborted();
    await assignParts(engine, table, full, "assigned");
    await carryParts(engine, table, "assigned", "carried");
    // Nothing past this point asks for the rows without their parts: their memory is needed.
    if (cleaned) await cleaned.rows.forget();
    else await engine.forget(staged.table);
    const isInOrder = await engine.isInOrder("carried");
    options.onProgress?.({ rule: "assign" });
    const leaks: LeakReport[] = [];
    const files: string[] = [];
    try {
      const foldCount = full.name === "k-fold" ? full.folds : 1;
      for (let fold = 0; fold < foldCount; fold++) {
        options.signal?.throwIfAborted();
        const parts = `parts${fold}`;
        await viewParts(engine, "carried", parts, full.name === "k-fold" ? fold : null);
        leaks.push(await checkLeaks(engine, table, parts));
        options.onProgress?.({ rule: "check" });
        const below = full.name === "k-fold" ? `fold${fold}` : "";
        for (const [name, part] of Object.entries(PART)) {
          if (leaks[fold].rows[name as keyof typeof PART] === 0 && name === "valid") continue;
          const file = path.join(below, `${name}.${ending}`);
          await writeLog(engine, log, parts, path.join(partial, file), {
            where: `part = ${part}`,
            isInOrder,
          });
          files.push(file);
          options.onProgress?.({ rule: `write ${file}` });
        }
        if (full.negatives) {
          const file = path.join(below, `negatives.${ending}`);
          const drawn = `negatives${fold}`;
          await drawNegatives(engine, parts, full.negatives, drawn);
          const layout = log.layout.filter(({ column }) => /^(user|item)_id$/.test(column));
          await writeLog(engine, { ...log, layout }, drawn, path.join(partial, file));
          files.push(file);
          options.onProgress?.({ rule: `write ${file}` });
        }
      }
      const report = { source, protocol: full, leaks };
      mkdirSync(partial, { recursive: true });
      writeFileSync(path.join(partial, "split.json"), `${JSON.stringify(report, null, 2)}\n`);
      for (const file of [...files, "split.json"]) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        renameSync(path.join(partial, file), path.join(folder, file));
      }
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
    const audit = cleaned?.audit ?? null;
    return { protocol: full, leaks, audit, files: files.map((file) => path.join(folder, file)) };
  }, options.engine);
}

function refuseBadRows(bad: { count: number; examples: BadRow[] }): void {
  if (bad.count === 0) return;
  const more = bad.count > 1 ? ` (and ${bad.count - 1} more such rows)` : "";
  throw new RangeError(
    `split requires rows that can be read, got ${describeBadRow(bad.examples[0])}${more}; ` +
      `clean first`,
  );
}

/** The source's own ending where it can be written, else csv. */
function endingOf(source: string): string {
  return /\.((?:csv|tsv|inter|jsonl|ndjson)(?:\.gz)?|parquet)$/i.exec(source)?.[1] ?? "csv";
}
