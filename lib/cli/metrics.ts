import { printResult } from "./printResult";
import type { Verb } from "./Verb";

/** `interestlab metrics`: the names that `evaluate` and an experiment know. */
export const metrics: Verb = {
  name: "metrics",
  summary: "list the metrics by name, with what each is",
  define(command) {
    command.option("--json <file>", "write the list as JSON").action(run);
  },
};

async function run({ json }: { readonly json?: string }): Promise<void> {
  const { METRICS } = await import("../metrics/index.js");
  const rows = Object.entries(METRICS).map(([metric, { better, reads, summary }]) => ({
    metric,
    better,
    values: reads.startsWith("all ") ? "one for all users" : "one a user",
    summary,
  }));
  const column = (name: keyof (typeof rows)[number]): string[] => rows.map((row) => row[name]);
  const columns = {
    metric: column("metric"),
    better: column("better"),
    values: column("values"),
    summary: column("summary"),
  };
  await printResult(columns, rows, json);
}
