import { Interactions } from "../Interactions";
import { collectInteractions } from "../reading/readInteractions";
import { stageInteractions } from "../reading/stageInteractions";
import { stageLog, type StagedLog, type StageOptions } from "../reading/stageLog";
import { type DuckDbOptions, type SqlEngine, withDuckDb } from "../sql";
import { outputFormat } from "../writing/outputFormat";
import { writeLog } from "../writing/writeLog";
import { Audit } from "./Audit";
import { type CleaningRules, DEFAULT_RULES, parseCleaningRules } from "./CleaningRules";
import { type LearnedRules } from "./learn";
import { RowTable } from "./RowTable";
import * as apply from "./rules";

/** Options of `clean`; layout and columns are found where left out, as in `readInteractions`. */
export interface CleanOptions extends Omit<StageOptions, "keepExtras"> {
  /** Writes the rows that are left to this file, format by its ending; nothing is collected. */
  readonly output?: string;
  /** What an earlier cleaning learned: applied instead of learned anew. */
  readonly learned?: LearnedRules;
  /** Told of each rule as it is done. */
  readonly onProgress?: (done: { readonly rule: string }) => void;
  readonly signal?: AbortSignal;
  readonly engine?: DuckDbOptions;
}

/** A cleaned log. */
export interface Cleaned {
  readonly audit: Audit;
  /** What the rules learned from the rows, for the rest of the data; plain JSON. */
  readonly learned: LearnedRules;
  /** The rows that are left; null where they were written to a file. */
  readonly interactions: Interactions | null;
  /** Positions in `interactions` of flagged rows; empty where they were written to a file. */
  readonly flaggedRows: Int32Array;
}

/**
 * Cleans a log by rules, each with its line in the audit. Rows that can't be read, or lack user or
 * item, are removed whatever the rules. Without rules, duplicates and rows without a value (where
 * there is a column of values) are removed, and nothing else changes.
 *
 * The rules are done in the order of `CleaningRules`. A file is written with the columns, names and
 * units of the source.
 *
 * @param source - a file, a folder, a glob, or a log in memory
 * @throws RangeError if the source can't be read, a rule is unknown or wrong, or a rule needs a
 * column that isn't there
 */
export async function clean(
  source: string | Interactions,
  rules: CleaningRules = DEFAULT_RULES,
  options: CleanOptions = {},
): Promise<Cleaned> {
  const checked = parseCleaningRules(rules);
  if (options.output !== undefined) outputFormat(options.output);
  return withDuckDb(async (engine) => {
    const log =
      typeof source === "string"
        ? await stageLog(engine, source, { ...options, keepExtras: options.output !== undefined })
        : await stageInteractions(engine, source, options.now);
    const { audit, learned, rows } = await cleanStaged(engine, log, checked, options);
    if (options.output !== undefined) {
      await writeLog(engine, rows.log, rows.name, options.output, { flagged: rows.isFlagged });
      return { audit, learned, interactions: null, flaggedRows: new Int32Array(0) };
    }
    const interactions = await collectInteractions(engine, rows.log, rows.name);
    const flaggedRows: number[] = [];
    if (rows.isFlagged) {
      let at = 0;
      const query = `SELECT flagged FROM ${rows.name} ORDER BY "row"`;
      await engine.pieces(query, ([flags]) => {
        for (const flag of flags) {
          if (flag === true) flaggedRows.push(at);
          at++;
        }
      });
    }
    return { audit, learned, interactions, flaggedRows: Int32Array.from(flaggedRows) };
  }, options.engine);
}

/** Applies checked rules to a staged log. */
export async function cleanStaged(
  engine: SqlEngine,
  log: StagedLog,
  rules: CleaningRules,
  options: Pick<CleanOptions, "learned" | "onProgress" | "signal"> = {},
): Promise<{ audit: Audit; learned: LearnedRules; rows: RowTable }> {
  const rows = new RowTable(engine, log);
  const known = options.learned ?? {};
  const learned: Record<string, unknown> = {};
  const step = async <Rule>(
    name: string,
    rule: Rule | undefined,
    work: (rule: Rule) => Promise<unknown>,
  ): Promise<void> => {
    options.signal?.throwIfAborted();
    if (rule === undefined || rule === false) return;
    const found = await work(rule);
    if (found !== undefined) learned[name] = found;
    options.onProgress?.({ rule: name });
  };
  if (rules.kindWeights && options.learned === undefined) {
    await apply.requireKinds(rows, Object.keys(rules.kindWeights));
  }
  await step("bad rows", true, () => apply.removeBadRows(rows));
  await step("times", rules.times, (rule) => apply.removeTimes(rows, rule));
  await step("duplicates", rules.duplicates, () => apply.removeDuplicates(rows));
  await step("missing", rules.missing, (rule) => apply.treatMissing(rows, rule, known.missing));
  await step("repeats", rules.repeats, (rule) => apply.mergeRepeats(rows, rule));
  await step("valueOutliers", rules.valueOutliers, (rule) =>
    apply.treatValueOutliers(rows, rule, known.valueOutliers),
  );
  await step("activityOutliers", rules.activityOutliers, (rule) =>
    apply.treatActivityOutliers(rows, rule, known.activityOutliers),
  );
  await step("kindWeights", rules.kindWeights, (rule) => apply.weightKinds(rows, rule));
  await step("threshold", rules.threshold, (rule) => apply.applyThreshold(rows, rule));
  await step("kCore", rules.kCore, (rule) => apply.applyKCore(rows, rule));
  await step("normalise", rules.normalise, (rule) =>
    apply.normaliseValues(rows, rule, known.normalise),
  );
  await step("standardise", rules.standardise, (rule) =>
    apply.standardiseValues(rows, rule, known.standardise),
  );
  const [{ n }] = await engine.rows(`SELECT count(*) AS n FROM ${rows.name}`);
  const rowsIn = log.rowCount + log.malformed.length;
  const source = log.files.map((file) => file.path).join(", ") || "interactions";
  const audit = new Audit(source, rowsIn, Number(n), rows.lines);
  return { audit, learned: learned, rows };
}
