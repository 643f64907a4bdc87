// node dist/bench/keptFigure.js NUMBER, or FILE NAME ...: prints {"value": the number, or what stands there in
// the file}, and "spread" where it stands beside the value. FILE is one of the repository, or of the reference
// splits (a folder: its scores.json).
import { existsSync, readFileSync } from "node:fs";
import { sharedFile } from "./implicitLog";

interface Figure {
  readonly value: number;
  readonly spread?: number | null;
}

function keptFigure([first, ...names]: readonly string[]): Figure {
  if (names.length === 0) return { value: Number(first) };
  let place = JSON.parse(readFileSync(fileOf(first), "utf8")) as unknown;
  for (const name of names) place = (place as Readonly<Record<string, unknown>>)[name];
  return typeof place === "number" ? { value: place } : (place as Figure);
}

function fileOf(name: string): string {
  if (!name.endsWith(".json")) return sharedFile("reference", name, "scores.json");
  return existsSync(name) ? name : sharedFile("reference", name);
}

const figure = keptFigure(process.argv.slice(2));
if (!Number.isFinite(figure.value)) {
  throw new RangeError(`keptFigure requires a number, got ${process.argv.slice(2).join(" ")}`);
}
console.log(JSON.stringify(figure));
