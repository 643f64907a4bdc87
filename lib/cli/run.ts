import type { PlannedWork } from "../experiments";
import type { TrialRecord } from "../search";
import { interruption } from "./interruption";
import type { Verb } from "./Verb";

interface RunCommand {
  readonly output?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
}

/** `interestlab run experiment.yaml`: settings searched, then all models compared, in a folder. */
export const run: Verb = {
  name: "run",
  summary: "tune and compare the models of an experiment file; every trial kept in a folder",
  define(command) {
    command
      .argument("<experiment>", "YAML or JSON: data, split, models with search spaces, metrics")
      .option("--output <folder>", "where results go (default: results/<name>)")
      .option("--resume", "go on with what the folder holds")
      .option("--dry-run", "show the plan and an estimate of the time, from one run of each model")
      .action(runFile);
  },
};

async function runFile(file: string, command: RunCommand): Promise<void> {
  const { readFileSync } = await import("node:fs");
  const { parseExperiment } = await import("../experiments/parseExperiment.js");
  const text = readFileSync(file, "utf8");
  const experiment = parseExperiment(text, file);
  const folder = command.output ?? `results/${experiment.name}`;
  const signal = interruption();
  if (command.dryRun) {
    const { estimateTime } = await import("../experiments/estimateTime.js");
    await printPlan(await estimateTime(experiment, folder, signal), folder);
    return;
  }
  const { conductExperiment } = await import("../experiments/conductExperiment.js");
  const { trackTrials } = await import("../experiments/trackTrials.js");
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const tracking = await trackTrials(experiment, folder, say);
  const conducted = await conductExperiment(experiment, folder, {
    resume: command.resume,
    signal,
    onTrial: (record, { total, ended }) => {
      say(trialLine(record, total, ended.length));
      tracking.tell(record);
    },
  });
  await tracking.finish(Object.values(conducted.searches).flat());
  const { finishFolder } = await import("../experiments/finishFolder.js");
  const source = { name: file.endsWith(".json") ? "experiment.json" : "experiment.yaml", text };
  const { notes } = await finishFolder(folder, experiment, conducted, source);
  notes.forEach(say);
  const { rowsToColumns, writeTable } = await import("../evaluation/tables.js");
  const rows = conducted.comparison.rows.map(({ model, metric, mean, low, high }) => ({
    ...{ model, metric, mean, low, high },
  }));
  process.stdout.write(writeTable(rowsToColumns(rows), "markdown"));
  process.stdout.write(`\nresults: ${folder}\n`);
}

async function printPlan(work: readonly PlannedWork[], folder: string): Promise<void> {
  const { rowsToColumns, writeTable } = await import("../evaluation/tables.js");
  const rows = work.map(({ model, trials, finals, secondsPerRun, knownFrom, seconds }) => ({
    ...{ model, trials, "final fits": finals, "s a run": secondsPerRun, "known from": knownFrom },
    "about s": seconds,
  }));
  process.stdout.write(writeTable(rowsToColumns(rows), "markdown"));
  for (const { model, error } of work) {
    if (error === null) continue;
    // What a program wrote as it died: the line that says what was wrong.
    const told = error.split("\n").find((line) => /error/i.test(line)) ?? error;
    throw new RangeError(`run requires the first run of ${model} to succeed, got ${told}`);
  }
  const total = work.reduce((sum, { seconds }) => sum + seconds, 0);
  process.stdout.write(`\nabout ${timeText(total)} in all; results would go to ${folder}\n`);
}

function trialLine(record: TrialRecord, total: number, endedCount: number): string {
  const { study, trial, rung, state, metrics, seconds, error } = record;
  const [[name, value] = ["", NaN]] = Object.entries(metrics);
  const onRung = record.budget === null ? "" : `, rung ${rung + 1}`;
  const told =
    state === "finished" ? `${name} ${value.toPrecision(4)}` : (error ?? state).split("\n")[0];
  return `${study}: trial ${trial}${onRung} (${endedCount} of ${total}): ${told}, ${seconds.toFixed(1)} s`;
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
