// npm run -s build && node dist/bench/scale.js [draw]: time and memory of iALS, BPR and ItemKNN on simulated
// logs of 10^5 to 10^7 interactions; keeps bench/scale.json and draws docs/scale-*.png (Chromium);
// draw: only draws what is kept.
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
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
const models = Object.keys(MODELS) as (keyof typeof MODELS)[];
const KEPT = "bench/scale.json";

function measure(model: keyof typeof MODELS, interactions: number): ScaleRow {
  const args = ["dist/bench/scaleOnce.js", model, String(interactions)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`scale requires ${args.join(" ")} to succeed, got ${stderr}`);
  const measured = JSON.parse(stdout) as Pick<ScaleRow, "seconds" | "megabytes">;
  return { model, interactions, ...measured };
}

/** One quantity against interactions, on plain axes: what is linear is straight. */
function figure(rows: readonly ScaleRow[], of: "seconds" | "megabytes"): Figure {
  const measured = models.flatMap((model) => {
    const own = rows.filter((row) => row.model === model && row[of] !== null);
    if (own.length < 2) return [];
    return {
      name: MODELS[model],
      x: own.map(({ interactions }) => interactions),
      y: own.map((row) => row[of]!),
      colour: modelColour(model),
    };
  });
  const time = of === "seconds";
  return lines(measured, {
    title: time ? "Time grows with the interactions" : "Memory grows with the interactions",
    subtitle: "simulated logs: 20,000 items, 50 interactions a user; 2 threads",
    name: time ? "scale-time" : "scale-memory",
    x: { title: "interactions" },
    y: {
      title: time ? "time (s)" : "peak memory less Node's own (MB)",
      more: { rangemode: "tozero" },
    },
  });
}

async function main(how?: string): Promise<void> {
  const rows =
    how === "draw"
      ? (JSON.parse(readFileSync(KEPT, "utf8")) as ScaleRow[])
      : models.flatMap((model) => COUNTS.map((count) => measure(model, count)));
  writeFileSync(KEPT, `${JSON.stringify(rows, null, 2)}\n`);
  for (const { model, interactions, seconds, megabytes } of rows) {
    console.log(
      `${MODELS[model]}, ${interactions.toLocaleString("en")} interactions: ` +
        `${seconds.toFixed(3)} s, ${megabytes?.toFixed(0) ?? "?"} MB`,
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

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
