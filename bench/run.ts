// npm run bench -- list            names the comparisons
// npm run bench -- NAME [...]      runs those whose names start so, and keeps bench/results.json;
//                                  one that fails is named, and the others go on
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { accuracyComparisons } from "./accuracy";
import { bayesComparisons } from "./bayes";
import { cleanComparisons } from "./clean";
import { type Comparison, type Result, type Side } from "./Comparison";
import { easeComparisons } from "./ease";
import { forecastComparisons } from "./forecast";
import { itemknnComparisons } from "./itemknn";
import { metricsComparisons } from "./metrics";
import { neuralComparisons } from "./neural";
import { neuralAccuracyComparisons } from "./neuralAccuracy";
import { searchComparisons } from "./search";
import { speedComparisons } from "./speed";

const comparisons: readonly Comparison[] = [
  ...accuracyComparisons,
  ...bayesComparisons,
  ...cleanComparisons,
  ...forecastComparisons,
  ...easeComparisons,
  ...itemknnComparisons,
  ...metricsComparisons,
  ...neuralComparisons,
  ...neuralAccuracyComparisons,
  ...searchComparisons,
  ...speedComparisons,
];

const ENVIRONMENTS = path.resolve(".cache/bench-venv");
/** Values of sides that repeat themselves, by command and requirements. */
const KNOWN = path.resolve(".cache/bench-known");
const RESULTS = path.resolve("bench/results.json");

/** The interpreter of an environment of peers, made and filled on first use. */
function peerPython(environment: string): string {
  const venv = path.join(ENVIRONMENTS, environment);
  const python = path.join(venv, "bin/python");
  const wanted = requirementsOf(environment);
  const stamp = path.join(venv, "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  must("python3", ["-m", "venv", venv]);
  must(python, ["-m", "pip", "install", "-q", "-r", requirementsFile(environment)]);
  writeFileSync(stamp, wanted);
  return python;
}

function requirementsFile(environment: string): string {
  return `bench/peers/requirements/${environment}.txt`;
}

function requirementsOf(environment: string | null): string {
  return environment === null ? "" : readFileSync(requirementsFile(environment), "utf8");
}

function must(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0)
    throw new Error(`bench requires ${command} to succeed, got exit code ${status}`);
}

/** What a side found. */
interface Found extends Pick<Result, "parts"> {
  readonly value: number;
  /** Over seeds. */
  readonly spread?: number | null;
}

/** What a side finds; of one that repeats itself, what it once found. */
function measure(side: Side, requirements: string): Found {
  if (!side.isRepeatable) return runOnce(side);
  const key = createHash("sha256")
    .update(JSON.stringify([side.command.slice(1), requirements]))
    .digest("hex");
  const known = path.join(KNOWN, `${key.slice(0, 16)}.json`);
  if (existsSync(known)) return JSON.parse(readFileSync(known, "utf8")) as Found;
  const found = runOnce(side);
  mkdirSync(KNOWN, { recursive: true });
  writeFileSync(known, JSON.stringify(found));
  return found;
}

/** Runs a side on two threads. */
function runOnce({ command }: Side): Found {
  const [program, ...args] = command;
  const threads = Object.fromEntries(
    ["OMP", "OPENBLAS", "MKL", "POLARS_MAX", "NUMEXPR"].map((name) => [
      name === "POLARS_MAX" ? "POLARS_MAX_THREADS" : `${name}_NUM_THREADS`,
      "2",
    ]),
  );
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, ...threads },
  });
  if (status !== 0)
    throw new Error(`bench requires ${command.join(" ")} to succeed, got ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function run(comparison: Comparison): Promise<Result> {
  const { environment } = comparison;
  const python = environment === null ? "" : peerPython(environment);
  await comparison.prepare();
  const ours: Found[] = [];
  const peer: Found[] = [];
  for (let round = 0; round < comparison.runs; round++) {
    ours.push(measure(comparison.ours(), ""));
    peer.push(measure(comparison.peer(python), requirementsOf(environment)));
  }
  const middle = (side: readonly Found[]): number => median(side.map(({ value }) => value));
  const [own, other] = [middle(ours), middle(peer)];
  const spread = { ours: ours[0].spread ?? null, peer: peer[0].spread ?? null };
  return {
    name: comparison.name,
    ours: own,
    peer: other,
    unit: comparison.unit,
    ratio: comparison.ratio === "ours/peer" ? own / other : other / own,
    goal: comparison.goal,
    runs: comparison.runs,
    seedCount: comparison.seedCount ?? 1,
    ...((spread.ours ?? spread.peer) !== null && { spread }),
    machine: `${os.cpus()[0].model}, ${os.availableParallelism()} cores`,
    date: new Date().toISOString().slice(0, 10),
    parts: ours.at(-1)!.parts,
  };
}

/** Keeps a result in place of an earlier one of the same name. */
function keep(result: Result): void {
  const earlier = existsSync(RESULTS)
    ? (JSON.parse(readFileSync(RESULTS, "utf8")) as Result[])
    : [];
  const results = [...earlier.filter(({ name }) => name !== result.name), result];
  results.sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
}

async function main(wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0 || wanted[0] === "list") {
    for (const { name, goal, unit } of comparisons) {
      console.log(`${name}  goal ${goal ?? "none"}  (${unit})`);
    }
    return;
  }
  const chosen = comparisons.filter(({ name }) => wanted.some((part) => name.startsWith(part)));
  if (chosen.length === 0) {
    throw new RangeError(
      `bench requires a comparison of ${comparisons.map(({ name }) => name).join(", ")}, ` +
        `got ${wanted.join(" ")}`,
    );
  }
  for (const comparison of chosen) {
    try {
      const result = await run(comparison);
      keep(result);
      console.log(line(result));
    } catch (error) {
      console.error(
        `${comparison.name}: ${error instanceof Error ? error.message : String(error)}`,
      );
      process.exitCode = 1;
    }
  }
}

function line({ name, ours, peer, unit, ratio, goal }: Result): string {
  const verdict = goal === null ? "no goal" : `goal ${goal}: ${ratio <= goal ? "met" : "missed"}`;
  return (
    `${name}: ours ${ours.toFixed(3)}, peer ${peer.toFixed(3)} ${unit}, ` +
    `ratio ${ratio.toFixed(3)} (${verdict})`
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
