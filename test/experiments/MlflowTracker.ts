import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { MlflowTracker } from "../../lib/experiments/MlflowTracker";
import { type TrialRecord } from "../../lib/search/TrialRecord";
import { needsPython } from "../support/python";

const record = (trial: number): TrialRecord => ({
  ...{ study: "s", trial, rung: 0, budget: null, error: null, attempts: 1, seconds: 2 },
  state: "finished",
  settings: { "optimizer.kind": "adam", size: 16 },
  metrics: { "ndcg@10": 0.25, lost: NaN },
  curve: [{ value: 2 }, { value: 1 }],
  details: null,
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface FoundRun {
  readonly info: { readonly status: string; readonly run_name: string; readonly run_id: string };
  readonly data: Record<"metrics" | "params" | "tags", { key: string; value: unknown }[]>;
}

async function post(address: string, endpoint: string, body: object): Promise<unknown> {
  const response = await fetch(`${address}/api/2.0/mlflow/${endpoint}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

const { python, skip } = needsPython("mlflow");

test(
  "a real server has each trial once, with its settings, curve and metrics",
  { skip },
  async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-mlflow-"));
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const args = [
      "-m",
      "mlflow",
      "server",
      "--host",
      "127.0.0.1",
      "--port",
      `${port}`,
      "--workers",
      "1",
    ];
    const store = ["--backend-store-uri", `sqlite:///${folder}/mlflow.db`];
    const server = spawn(python, [...args, ...store], {
      cwd: folder,
      stdio: "ignore",
      detached: true,
    });
    t.after(() => {
      process.kill(-server.pid!, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    });
    for (let tries = 0; tries < 120; tries++) {
      if (
        await fetch(`${address}/health`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        break;
      await setTimeout(500);
    }
    const tracker = await MlflowTracker.open(address, "circles", "folder-1");
    await tracker.log(record(0));
    await tracker.log(record(0));
    await tracker.log({ ...record(1), state: "failed", metrics: {}, curve: [], error: "broken" });
    // Another process, later, of the same folder; and one of another folder.
    const later = await MlflowTracker.open(`${address}/`, "circles", "folder-1");
    for (const trial of [0, 1, 2]) await later.log(record(trial));
    await (await MlflowTracker.open(address, "circles", "folder-2")).log(record(0));

    const experiment = (await fetch(
      `${address}/api/2.0/mlflow/experiments/get-by-name?experiment_name=circles`,
    ).then((answer) => answer.json())) as { experiment: { experiment_id: string } };
    const { runs } = (await post(address, "runs/search", {
      experiment_ids: [experiment.experiment.experiment_id],
      order_by: ["attributes.run_name ASC"],
    })) as { runs: FoundRun[] };
    assert.deepEqual(
      runs.map(({ info }) => [info.run_name, info.status]),
      [
        ["s trial 0", "FINISHED"],
        ["s trial 0", "FINISHED"],
        ["s trial 1", "FAILED"],
        ["s trial 2", "FINISHED"],
      ],
    );
    const { data, info } = runs[3];
    const named = (entries: { key: string; value: unknown }[]) =>
      Object.fromEntries(entries.map(({ key, value }) => [key, value]));
    assert.deepEqual(named(data.params), { "optimizer.kind": "adam", size: "16" });
    assert.deepEqual(named(data.metrics), { ndcg_at_10: 0.25, value: 1 });
    const history = (await fetch(
      `${address}/api/2.0/mlflow/metrics/get-history?run_id=${info.run_id}&metric_key=value`,
    ).then((answer) => answer.json())) as { metrics: { step: number; value: number }[] };
    assert.deepEqual(
      history.metrics.map(({ step, value }) => [step, value]),
      [
        [1, 2],
        [2, 1],
      ],
    );
  },
);

test("a server that isn't there, or refuses, is an error with its address", async (t) => {
  const port = await freePort();
  await assert.rejects(MlflowTracker.open(`http://127.0.0.1:${port}`, "x", "y"), /fetch failed/);
  const server = createServer((_, answer) => answer.writeHead(403).end("no"));
  server.listen(port, "127.0.0.1");
  t.after(() => server.close());
  await assert.rejects(MlflowTracker.open(`http://127.0.0.1:${port}`, "x", "y"), {
    message: /^MlflowTracker requires http:\/\/127.*experiment_name=x to answer, got 403: no$/,
  });
});
