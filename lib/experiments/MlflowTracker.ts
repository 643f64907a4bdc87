import { type TrialRecord } from "../search";

/** Entries of one request, at most: MLflow's own limits. */
const METRICS_AT_ONCE = 1000;
const PARAMS_AT_ONCE = 100;

/** What a call may take. */
const CALL_MS = 20_000;

/** Marks the runs of one result folder, and the trials among them. */
const OWNER_TAG = "interestlab.run";
const TRIAL_TAG = "interestlab.trial";

/**
 * Shows trials in an MLflow server by its REST API, a run a trial: settings as parameters, curves
 * and metrics as metrics. A trial that is there already is not written again.
 *
 * Names keep letters, digits and `_-. /:`; `@` becomes `_at_`.
 *
 * @see https://mlflow.org/docs/latest/rest-api.html
 */
export class MlflowTracker {
  readonly #known = new Set<string>();

  private constructor(
    private readonly address: string,
    private readonly experimentId: string,
    private readonly owner: string,
  ) {}

  /**
   * @param address - of the server: `http://127.0.0.1:5000`
   * @param experiment - made if it isn't there
   * @param owner - tells the runs of one result folder from those of another
   * @throws Error if the server doesn't answer, or refuses
   */
  static async open(address: string, experiment: string, owner: string): Promise<MlflowTracker> {
    const base = address.replace(/\/+$/, "");
    const id = await experimentId(base, experiment);
    const tracker = new MlflowTracker(base, id, owner);
    for await (const trial of tracker.#loggedTrials()) tracker.#known.add(trial);
    return tracker;
  }

  /** Writes a trial that ended. */
  async log(record: TrialRecord): Promise<void> {
    const { study, trial, rung, state, settings, metrics, curve, seconds, error } = record;
    const name = `${study} ${trial} ${rung}`;
    if (this.#known.has(name)) return;
    const endMs = Date.now();
    const tags = { [OWNER_TAG]: this.owner, [TRIAL_TAG]: name, state, ...(error && { error }) };
    const created = (await call(this.address, "runs/create", {
      experiment_id: this.experimentId,
      run_name: `${study} trial ${trial}${record.budget === null ? "" : ` rung ${rung + 1}`}`,
      start_time: Math.round(endMs - seconds * 1000),
      tags: Object.entries(tags).map(([key, value]) => ({ key, value: value.slice(0, 4000) })),
    })) as { run: { info: { run_id: string } } };
    const { run_id } = created.run.info;
    const params = Object.entries(settings).map(([key, value]) => ({
      key: mlflowName(key),
      value: String(value),
    }));
    const points = [...curve, metrics].flatMap((step, index) =>
      Object.entries(step)
        .filter(([, value]) => Number.isFinite(value))
        .map(([key, value]) => ({
          key: mlflowName(key),
          value,
          timestamp: endMs,
          step: Math.min(index + 1, Math.max(1, curve.length)),
        })),
    );
    for (const batch of pieces(params, PARAMS_AT_ONCE)) {
      await call(this.address, "runs/log-batch", { run_id, params: batch });
    }
    for (const batch of pieces(points, METRICS_AT_ONCE)) {
      await call(this.address, "runs/log-batch", { run_id, metrics: batch });
    }
    const status = { finished: "FINISHED", pruned: "KILLED", failed: "FAILED" }[state];
    await call(this.address, "runs/update", { run_id, status, end_time: endMs });
    this.#known.add(name);
  }

  /** Trials of this owner that are whole; one that was broken off is taken away. */
  async *#loggedTrials(): AsyncGenerator<string> {
    let page_token: string | undefined;
    do {
      const found = (await call(this.address, "runs/search", {
        experiment_ids: [this.experimentId],
        filter: `tags.\`${OWNER_TAG}\` = '${this.owner}'`,
        max_results: 1000,
        ...(page_token !== undefined && { page_token }),
      })) as FoundRuns;
      for (const { info, data } of found.runs ?? []) {
        const trial = data.tags.find(({ key }) => key === TRIAL_TAG)?.value;
        if (info.status === "RUNNING")
          await call(this.address, "runs/delete", { run_id: info.run_id });
        else if (trial !== undefined) yield trial;
      }
      page_token = found.next_page_token;
    } while (page_token);
  }
}

interface FoundRuns {
  readonly runs?: readonly {
    readonly info: { readonly run_id: string; readonly status: string };
    readonly data: { readonly tags: readonly { readonly key: string; readonly value: string }[] };
  }[];
  readonly next_page_token?: string;
}

async function experimentId(address: string, name: string): Promise<string> {
  const query = `experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
  const known = (await call(address, query, null)) as { experiment?: { experiment_id: string } };
  if (known.experiment) return known.experiment.experiment_id;
  const made = await call(address, "experiments/create", { name });
  return (made as { experiment_id: string }).experiment_id;
}

/** POSTs a body, or GETs without one; a thing that doesn't exist is an empty answer. */
async function call(address: string, endpoint: string, body: object | null): Promise<unknown> {
  const url = `${address}/api/2.0/mlflow/${endpoint}`;
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(CALL_MS),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as unknown;
  if (text.includes("RESOURCE_DOES_NOT_EXIST")) return {};
  throw new Error(
    `MlflowTracker requires ${url} to answer, got ${response.status}: ${text.slice(0, 300)}`,
  );
}

function mlflowName(name: string): string {
  return name.replaceAll("@", "_at_").replaceAll(/[^\w\-. /:]/g, "_");
}

function pieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, piece) =>
    items.slice(piece * size, (piece + 1) * size),
  );
}
