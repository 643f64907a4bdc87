// npm run -s build && node dist/bench/page.js: writes the tables of docs/speed.md, docs/accuracy.md,
// docs/distributions.md, docs/experiments.md and docs/forecasts.md anew from bench/results.json,
// bench/scale.json, bench/forecast.json and bench/neuralTables.json. A table stands between
// <!-- rows: PART OF A NAME; ... --> (or <!-- parts: PART OF A NAME; START OF A PART'S NAME -->,
// <!-- scale -->, <!-- forecast: NAME -->, <!-- families: SPLIT -->) and <!-- end -->.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Result } from "./Comparison";
import { familyTable, type FamilyTables } from "./familyTable";
import { forecastTable } from "./forecastTables";
import { type ScaleRow } from "./scaleRow";

const PAGES = [
  "docs/speed.md",
  "docs/accuracy.md",
  "docs/distributions.md",
  "docs/experiments.md",
  "docs/forecasts.md",
];

function read<Row>(file: string): Row[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Row[]) : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const short = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(value < 0.1 ? 2 : 3);

/** Qualities to four digits, as their goals are; regrets, which span decades, to two of their own. */
const figure = (value: number, unit: string): string => {
  if (unit === "median regret") return value.toPrecision(2);
  return unit === "s" || unit === "MB" ? short(value) : value.toFixed(4);
};

const withSpread = (shown: string, spread: number | null | undefined): string =>
  typeof spread === "number" ? `${shown} ± ${spread.toFixed(4)}` : shown;

function results(parts: readonly string[]): string {
  const rows = read<Result>("bench/results.json").filter(({ name }) =>
    parts.some((part) => name.includes(part)),
  );
  return table(
    ["row", "ours", "peer", "unit", "ratio", "goal", ""],
    rows.map(({ name, ours, peer, unit, ratio, goal, spread }) => [
      ...[name, withSpread(figure(ours, unit), spread?.ours)],
      ...[withSpread(figure(peer, unit), spread?.peer), unit],
      ...[
        ratio.toFixed(["s", "MB", "median regret"].includes(unit) ? 2 : 4),
        goal === null ? "none" : `${+goal.toFixed(4)}`,
      ],
      goal === null ? "" : ratio <= goal ? "met" : "**missed**",
    ]),
  );
}

/** What results found beside their values: the more numerous, results or parts, are the rows. */
function partsOf([name, start = ""]: readonly string[]): string {
  const rows = read<Result>("bench/results.json").filter((row) => row.name.includes(name));
  const parts = [...new Set(rows.flatMap((row) => Object.keys(row.parts ?? {})))].filter((part) =>
    part.startsWith(start),
  );
  const cell = (row: Result, part: string): string => {
    const [value = "", ...interval] = (row.parts?.[part] ?? []).map((found) => found.toFixed(3));
    return interval.length === 0 ? value : `${value} [${interval.join(", ")}]`;
  };
  const rowName = (row: Result): string => row.name.replace(name, "").replace(/^,? /, "");
  const partName = (part: string): string => part.slice(start.length).replace(/^,? /, "");
  return rows.length >= parts.length
    ? table(
        ["", ...parts.map(partName)],
        rows.map((row) => [rowName(row), ...parts.map((part) => cell(row, part))]),
      )
    : table(
        ["", ...rows.map(rowName)],
        parts.map((part) => [partName(part), ...rows.map((row) => cell(row, part))]),
      );
}

function scale(): string {
  return table(
    ["fit", "interactions", "s", "µs an interaction", "MB", "bytes an interaction"],
    read<ScaleRow>("bench/scale.json").map(({ model, interactions, seconds, megabytes }) => [
      ...[model, interactions.toLocaleString("en"), short(seconds)],
      short((seconds * 1e6) / interactions),
      megabytes?.toFixed(0) ?? "not measured",
      megabytes === null ? "" : ((megabytes * 2 ** 20) / interactions).toFixed(0),
    ]),
  );
}

function forecasts([name]: readonly string[]): string {
  const made = forecastTable(name);
  return made ? table(made.head, made.rows) : "not measured";
}

function families([split]: readonly string[]): string {
  const tables = JSON.parse(readFileSync("bench/neuralTables.json", "utf8")) as FamilyTables;
  return familyTable(tables[split]);
}

for (const page of PAGES) {
  const text = readFileSync(page, "utf8").replaceAll(
    /(<!-- ((?:rows|parts|forecast|families): [^\n]*|scale) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, what: string, end: string) => {
      const [kind, asked = ""] = what.split(": ", 2);
      const tables = { rows: results, parts: partsOf, forecast: forecasts, families, scale };
      const written = tables[kind as keyof typeof tables];
      return `${start}\n${written(asked.split("; "))}\n\n${end}`;
    },
  );
  writeFileSync(page, text);
}
