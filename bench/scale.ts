// npm run -s build && node dist/bench/scale.js: time and memory of iALS, BPR and ItemKNN on simulated
// logs of 10^5 to 10^7 interactions; keeps bench/scale.json and draws docs/scale-*.png (Chromium).
import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Figure, lines, modelColour } from "../lib/figures";
import { saveFigures } from "../lib/reports";
import { type ScaleRow } from "./scaleRow";

const COUNTS = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
const MODELS = {
  Ials: "iALS, an iteration",
  Bpr: "BPR, an epoch",
  ItemKnn: "ItemKNN, a fit",
} as const;

function measure(model: keyof typeof MODELS, interactions: number): ScaleRow {
  const args = ["dist/bench/scaleOnce.js", model, String(interactions)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`scale requires ${args.join(" ")} to succeed, got ${stderr}`);
  const measured = JSON.parse(stdout) as Pick<ScaleRow, "seconds" | "megabytes">;
  return { model, interactions, ...measured };
}

/** One quantity against interactions, and the slope of 1 through the longest log's first model. */
function figure(rows: readonly ScaleRow[], of: "seconds" | "megabytes"): Figure {
  const models = Object.keys(MODELS) as (keyof typeof MODELS)[];
  const measured = models.map((model) => {
    const own = rows.filter((row) => row.model === model);
    return {
      name: MODELS[model],
      x: own.map(({ interactions }) => interactions),
      y: own.map((row) => row[of]),
      colour: modelColour(model),
    };
  });
  const most = Math.max(...rows.map((row) => row[of]));
  const least = Math.min(...COUNTS);
  const ends = [least, Math.max(...COUNTS)];
  const slope = {
    name: "linear growth",
    x: ends,
    y: ends.map((count) => (1.5 * most * count) / ends[1]),
    colour: "#9AA5B1",
    dash: "dot" as const,
  };
  const time = of === "seconds";
  return lines([...measured, slope], {
    title: time
      ? "Ten times the interactions take ten times as long"
      : "Memory grows by the interaction, above a constant part",
    subtitle: `simulated logs, ${(20_000).toLocaleString("en")} items, 50 interactions a user; 2 threads`,
    name: time ? "scale-time" : "scale-memory",
    x: { title: "interactions", log: true },
    y: { title: time ? "time (s)" : "peak memory less Node's own (MB)", log: true },
  });
}

async function main(): Promise<void> {
  const models = Object.keys(MODELS) as (keyof typeof MODELS)[];
  const rows = models.flatMap((model) => COUNTS.map((count) => measure(model, count)));
  writeFileSync("bench/scale.json", `${JSON.stringify(rows, null, 2)}\n`);
  for (const { model, interactions, seconds, megabytes } of rows) {
    console.log(
      `${MODELS[model]}, ${interactions.toLocaleString("en")} interactions: ` +
        `${seconds.toFixed(3)} s, ${megabytes.toFixed(0)} MB`,
    );
  }
  const folder = ".cache/bench/figures";
  const names = ["scale-time", "scale-memory"];
  const figures = [figure(rows, "seconds"), figure(rows, "megabytes")];
  const { missingPng } = await saveFigures(
    figures.map((drawn, at) => ({ name: names[at], figure: drawn })),
    folder,
  );
  if (missingPng) console.log(missingPng);
  else for (const name of names) copyFileSync(path.join(folder, `${name}.png`), `docs/${name}.png`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
