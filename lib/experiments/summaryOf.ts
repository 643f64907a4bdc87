import { compareRuns, rowsToColumns, writeTable } from "../evaluation";
import { paretoFront, type SearchObjective, type TrialRecord } from "../search";
import { type ConductedExperiment } from "./conductExperiment";
import { type Experiment } from "./Experiment";
import { type Versions } from "./versionsOf";

/** The page that a reader of a result folder opens first, in Markdown. */
export function summaryOf(
  experiment: Experiment,
  conducted: ConductedExperiment,
  { versions, objectives }: { versions: Versions; objectives: readonly SearchObjective[] },
): string {
  const { comparison, searches, best, data } = conducted;
  const { protocol, seeds, rows, leads, baseline, warnings } = comparison;
  const searched = Object.keys(searches);
  const means = rows.map(({ model, metric, mean, sd, low, high, userCount }) => ({
    ...{ model, metric, mean, sd, low, high, users: userCount },
  }));
  return [
    `# ${experiment.name}`,
    "",
    dataLine(data),
    `Protocol: \`${JSON.stringify(protocol)}\`; seeds ${seeds.join(", ")}.`,
    "",
    ...(means.length > 0 ? ["## On the test part", "", table(means)] : []),
    ...(leads.length > 0
      ? [`## Against ${baseline}, user by user (p values corrected by Holm)`, "", table(leads)]
      : []),
    ...tuningLines(conducted),
    ...searched.flatMap((name) => searchLines(name, searches[name], best[name], objectives)),
    ...(warnings.length > 0 ? ["## Warnings", "", ...warnings.map((text) => `- ${text}`), ""] : []),
    "## Made with",
    "",
    table(
      Object.entries(versions).map(([what, version]) => ({ what, version: plainText(version) })),
    ),
  ].join("\n");
}

function dataLine(data: ConductedExperiment["data"]): string {
  const counts = Object.entries(data).map(([name, count]) => `${name} ${count}`);
  return counts.length > 0
    ? `Data: ${counts.join(", ")}.`
    : "Data: read by the programs themselves.";
}

/** Each searched model as tuned against itself as it is set. */
function tuningLines({ comparison, searches }: ConductedExperiment): string[] {
  const { runs, protocol, holmFamily } = comparison;
  const leads = Object.keys(searches).flatMap((name) => {
    const names = [name, `${name} tuned`];
    const areRun = names.every((own) => runs.some(({ model }) => model === own));
    if (!areRun) return [];
    return compareRuns(runs, names, { baseline: name, holmFamily }, protocol).leads;
  });
  if (leads.length === 0) return [];
  const rows = leads.map(({ model, metric, difference, low, high, userCount, randomisationP }) => ({
    ...{ model, metric, difference, low, high, users: userCount, randomisationP },
  }));
  const title = "## What tuning bought: against the same model as set, user by user";
  return [title, "", "p values corrected by Holm within a model.", "", table(rows)];
}

function searchLines(
  name: string,
  records: readonly TrialRecord[],
  best: TrialRecord | null,
  objectives: readonly SearchObjective[],
): string[] {
  const count = (state: TrialRecord["state"]): number =>
    records.filter((record) => record.state === state).length;
  const [{ metric }] = objectives;
  const told = best
    ? `Best by validation ${metric}: trial ${best.trial}, ${best.metrics[metric]}, ` +
      `with \`${JSON.stringify(best.settings)}\`.`
    : "No trial finished.";
  return [
    `## Search: ${name}`,
    "",
    `${count("finished")} runs finished, ${count("pruned")} were pruned, ${count("failed")} failed. ${told}`,
    "",
    ...(objectives.length > 1 ? frontLines(records, objectives) : []),
  ];
}

/** The trials that no other beats. */
function frontLines(
  records: readonly TrialRecord[],
  objectives: readonly SearchObjective[],
): string[] {
  const finished = records.filter(({ state }) => state === "finished");
  const front = paretoFront(
    finished.map(({ metrics }) => objectives.map(({ metric }) => metrics[metric])),
    objectives.map(({ direction }) => direction),
  ).map((at) => finished[at]);
  return [
    "Trials that no other beats in all objectives:",
    "",
    table(
      front.map(({ trial, metrics, settings }) => ({
        trial,
        ...Object.fromEntries(objectives.map(({ metric }) => [metric, metrics[metric]])),
        settings: JSON.stringify(settings),
      })),
    ),
  ];
}

function table(rows: readonly object[]): string {
  return writeTable(rowsToColumns(rows), "markdown");
}

function plainText(version: unknown): string {
  if (version === null) return "none";
  return typeof version === "string" ? version : JSON.stringify(version);
}
