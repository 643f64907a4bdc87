/** A model on a split: a figure for each seed. */
export interface FamilyRow {
  readonly model: string;
  readonly config: object;
  readonly seeds: number;
  readonly ndcg: readonly number[];
  readonly recall: readonly number[];
  /** Of a fit and its scoring. */
  readonly seconds: number;
  readonly parameters: number | null;
}

/** Rows by split, as bench/neuralTables.json has them. */
export type FamilyTables = Readonly<Record<string, readonly FamilyRow[]>>;

/** The rows as a Markdown table, best NDCG@10 first. */
export function familyTable(rows: readonly FamilyRow[]): string {
  const best = [...rows].sort((a, b) => mean(b.ndcg) - mean(a.ndcg));
  return [
    "| model | NDCG@10 | recall@10 | seeds | s | parameters |",
    "| --- | --- | --- | --- | --- | --- |",
    ...best.map(
      ({ model, ndcg, recall, seeds, seconds, parameters }) =>
        `| ${model} | ${shown(ndcg)} | ${shown(recall)} | ${seeds} | ` +
        `${seconds < 10 ? seconds.toPrecision(2) : seconds.toFixed(0)} | ${parameters?.toLocaleString("en") ?? ""} |`,
    ),
  ].join("\n");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shown(values: readonly number[]): string {
  const centre = mean(values);
  if (values.length === 1) return centre.toFixed(4);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return `${centre.toFixed(4)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(4)}`;
}
