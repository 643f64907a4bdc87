// node dist/bench/keptFigure.js NUMBER, or FOLDER NAME ...: prints {"value": the number, or what stands there in
// the scores kept with the reference splits}
import { readFileSync } from "node:fs";
import { sharedFile } from "./implicitLog";

function keptFigure([first, ...names]: readonly string[]): number {
  if (names.length === 0) return Number(first);
  let place = JSON.parse(
    readFileSync(sharedFile("reference", first, "scores.json"), "utf8"),
  ) as unknown;
  for (const name of names) place = (place as Readonly<Record<string, unknown>>)[name];
  return place as number;
}

const value = keptFigure(process.argv.slice(2));
if (!Number.isFinite(value)) {
  throw new RangeError(`keptFigure requires a number, got ${process.argv.slice(2).join(" ")}`);
}
console.log(JSON.stringify({ value }));
