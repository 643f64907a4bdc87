import assert from "node:assert/strict";
import { test } from "node:test";
import { bestTrial, checkContenders, objectivesOf } from "../../lib/experiments/contenders";
import { type Experiment } from "../../lib/experiments/Experiment";
import { parseExperiment } from "../../lib/experiments/parseExperiment";
import { type TrialRecord } from "../../lib/search/TrialRecord";

const experiment = (
  more: string,
  models = "[{ model: A, program: [a] }, { model: B, program: [b] }]",
): Experiment =>
  parseExperiment(
    `name: x\ndata: { train: a, test: b }\nmodels: ${models}\nmetrics: [ndcg, logScore]\n${more}`,
    "x.yaml",
  );

test("an objective has the name that trials report and the direction that is known of it", () => {
  assert.deepEqual(objectivesOf(experiment("")), [{ metric: "ndcg@10", direction: "maximize" }]);
  const several = "search: { objectives: [{ metric: logScore }, { metric: fitSeconds }] }";
  assert.deepEqual(objectivesOf(experiment(several)), [
    { metric: "logScore", direction: "minimize" },
    { metric: "fitSeconds", direction: "minimize" },
  ]);
  const own = "search: { objectives: [{ metric: profit, direction: maximize }] }";
  assert.deepEqual(objectivesOf(experiment(own))[0].direction, "maximize");
  assert.throws(() => objectivesOf(experiment("search: { objectives: [{ metric: profit }] }")), {
    message: /requires a direction, got none for profit$/,
  });
});

test("names are distinct and the baseline is one of them", () => {
  checkContenders(experiment("baseline: B"));
  assert.throws(() => checkContenders(experiment("baseline: C")), {
    message: "an experiment requires a baseline among A, B, got C",
  });
  assert.throws(
    () =>
      checkContenders(experiment("", "[{ model: A, program: [a] }, { model: A, program: [b] }]")),
    {
      message: /got A twice$/,
    },
  );
});

test("the best trial is the earliest of the best with the most budget", () => {
  const record = (trial: number, rung: number, value: number, state = "finished"): TrialRecord =>
    ({ trial, rung, state, metrics: { m: value } }) as unknown as TrialRecord;
  const records = [
    record(0, 0, 9),
    record(1, 1, 3),
    record(2, 1, 5),
    record(3, 1, 5),
    record(4, 1, NaN),
    record(5, 2, 8, "failed"),
  ];
  const best = (direction: "minimize" | "maximize") =>
    bestTrial(records, { metric: "m", direction });
  assert.equal(best("maximize")?.trial, 2);
  assert.equal(best("minimize")?.trial, 1);
  assert.equal(bestTrial([records[5]], { metric: "m", direction: "minimize" }), null);
});
