import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { writeEvents } from "../../lib/experiments/writeEvents";
import { type TrialRecord } from "../../lib/search";
import { needsPython } from "../support/python";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-events-"));
after(() => rmSync(root, { recursive: true }));

const records = [0, 1].map((trial): TrialRecord => ({
  ...{ study: "s", trial, rung: 0, budget: null, error: null, attempts: 1, seconds: 2 },
  state: trial === 0 ? "finished" : "failed",
  settings: { size: 16 + trial, kind: "a", isDeep: trial === 0, none: null },
  metrics: trial === 0 ? { "ndcg@10": 0.25 } : {},
  curve: [
    { value: 2, loss: 4 },
    { value: 1, loss: NaN },
  ],
  details: null,
}));

/** What TensorBoard itself reads: scalars, and the HParams plugin's messages. */
const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata
from google.protobuf.json_format import MessageToDict
out = {}
for run in sys.argv[2:]:
    events = EventAccumulator(f"{sys.argv[1]}/{run}")
    events.Reload()
    scalars = {t: [[e.step, e.value] for e in events.Scalars(t)] for t in events.Tags()["scalars"]}
    plugins = {t: MessageToDict(metadata.parse_experiment_plugin_data(c) if t.endswith("experiment")
                 else metadata.parse_session_start_info_plugin_data(c) if "start" in t
                 else metadata.parse_session_end_info_plugin_data(c))
               for t, c in events.PluginTagToContent("hparams").items()}
    out[run] = {"scalars": scalars, "plugins": plugins}
print(json.dumps(out))
`;

const { python, skip } = needsPython("tensorboard");

test("TensorBoard reads each trial's curves, metrics and settings", { skip }, () => {
  writeEvents(root, records, [{ metric: "ndcg@10", direction: "maximize" }]);
  const { stdout, stderr } = spawnSync(python, ["-c", READ, root, ".", "trial-0", "trial-1"], {
    encoding: "utf8",
  });
  assert.notEqual(stdout, "", stderr);
  const told = JSON.parse(stdout) as Record<
    string,
    { scalars: object; plugins: Record<string, Record<string, unknown>> }
  >;
  assert.deepEqual(told["trial-0"].scalars, {
    value: [
      [1, 2],
      [2, 1],
    ],
    loss: [[1, 4]],
    "ndcg@10": [[2, 0.25]],
  });
  const start = told["trial-0"].plugins["_hparams_/session_start_info"];
  assert.deepEqual(start.hparams, { size: 16, kind: "a", isDeep: true, none: null });
  const status = (run: string) => told[run].plugins["_hparams_/session_end_info"].status;
  assert.deepEqual([status("trial-0"), status("trial-1")], ["STATUS_SUCCESS", "STATUS_FAILURE"]);
  const { hparamInfos, metricInfos } = told["."].plugins["_hparams_/experiment"];
  assert.deepEqual(hparamInfos, [
    { name: "size", type: "DATA_TYPE_FLOAT64" },
    { name: "kind", type: "DATA_TYPE_STRING" },
    { name: "isDeep", type: "DATA_TYPE_BOOL" },
    { name: "none", type: "DATA_TYPE_STRING" },
  ]);
  assert.deepEqual(metricInfos, [{ name: { tag: "ndcg@10" } }]);
});
