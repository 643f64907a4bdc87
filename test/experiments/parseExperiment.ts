import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExperiment } from "../../lib/experiments/parseExperiment";

const whole = `name: first
data:
  train: train.csv
  test: test.csv
models:
  - model: Popularity
  - {model: Ease, name: EASE, config: {regularization: 300}}
metrics: [ndcg, recall]
`;
const broken = (from: string, to: string): (() => unknown) => {
  return () => parseExperiment(whole.replace(from, to), "x.yaml");
};

test("what is left out has its default", () => {
  const experiment = parseExperiment(whole, "x.yaml");
  assert.equal(experiment.k, 10);
  assert.deepEqual(experiment.seeds, [1]);
  assert.deepEqual(experiment.models[1].config, { regularization: 300 });
});

test("JSON is read, too", () => {
  const text = JSON.stringify(parseExperiment(whole, "x.yaml"));
  assert.deepEqual(parseExperiment(text, "x.json"), parseExperiment(whole, "x.yaml"));
});

test("a misspelt key is an error with its line and the nearest key", () => {
  assert.throws(broken("metrics:", "metrcis: [ndcg]\nmetrics:"), {
    name: "RangeError",
    message: "x.yaml:8: unknown key metrcis; did you mean metrics?",
  });
  assert.throws(broken("{model: Ease,", "{modle: Ease, model: Ease,"), {
    message: "x.yaml:7: unknown key models.1.modle; did you mean model?",
  });
  assert.throws(broken("  test:", "  tset: b\n  test:"), {
    message: "x.yaml:4: unknown key data.tset; did you mean test?",
  });
});

test("cleaning's rules are checked with their line, too", () => {
  const rules = "cleaning: { kCore: { users: 5 } }\nmetrics:";
  assert.deepEqual(parseExperiment(whole.replace("metrics:", rules), "x.yaml").cleaning, {
    kCore: { users: 5 },
  });
  assert.throws(broken("metrics:", "cleaning: { kcore: { users: 5 } }\nmetrics:"), {
    message: "x.yaml:8: unknown key cleaning.kcore; did you mean kCore?",
  });
  assert.throws(
    broken("metrics:", rules.replace("5", "0")),
    /^RangeError: x.yaml:8: cleaning.kCore/,
  );
});

test("the split's and the models' settings are checked with their lines, too", () => {
  const split = "split: { name: random, testShaer: 0.2 }\nmetrics:";
  assert.throws(broken("metrics:", split), {
    message: "x.yaml:8: unknown key split.testShaer; did you mean testShare?",
  });
  assert.throws(broken("metrics:", split.replace("testShaer: 0.2", "testShare: 2")), {
    message: /^x\.yaml:8: split\.testShare: Too big/,
  });
  assert.throws(broken("metrics:", split.replace("random", "ramdom")), {
    message: /^x\.yaml:8: split\.name: .*; did you mean random\?$/,
  });
  assert.throws(broken("metrics:", "split: { name: random, testShare: 0.95 }\nmetrics:"), {
    message: "x.yaml:8: split requires testShare + validShare below 1, got 0.95 + 0.1",
  });
  assert.throws(broken("regularization: 300", "regularisation: 300"), {
    message: "x.yaml:7: unknown key models.1.config.regularisation; did you mean regularization?",
  });
  assert.throws(broken("regularization: 300", "epochs: 3"), {
    message: /^x\.yaml:7: unknown key models\.1\.config\.epochs \(known: .*\bregularization\b.*\)$/,
  });
  assert.throws(broken("regularization: 300", "regularization: -1"), {
    message: /^x\.yaml:7: Ease requires regularization .*, got -1$/,
  });
  assert.throws(broken("model: Ease,", "model: Eeas,"), {
    message:
      /^x\.yaml:7: models\.1\.model requires a model among .*, got Eeas; did you mean Ease\?$/,
  });
});

test("columns, encoding and the family of Holm's correction are checked", () => {
  assert.throws(broken("  test: test.csv", "  test: test.csv\n  encoding: latin"), {
    message: /^x\.yaml:5: data\.encoding: /,
  });
  assert.throws(broken("  test: test.csv", "  test: test.csv\n  columns: { usr: a }"), {
    message: /^x\.yaml:5: unknown key data\.columns\.usr/,
  });
  assert.throws(broken("metrics:", "holmFamily: metrics\nmetrics:"), {
    message: /^x\.yaml:8: holmFamily: .*; did you mean metric\?$/,
  });
});

test("an unknown metric is an error with its line and the nearest one", () => {
  assert.throws(broken("[ndcg,", "[ndgc,"), /^RangeError: x.yaml:8: metrics.0: .*mean ndcg\?$/);
});

test("what is missing or out of range is an error that names it", () => {
  assert.throws(broken("name: first\n", ""), /^RangeError: x.yaml:1: name is required/);
  assert.throws(broken("metrics:", "k: 0\nmetrics:"), /^RangeError: x.yaml:8: k: /);
});

test("text that is no YAML is an error with its line", () => {
  assert.throws(broken("metrics: [", "metrics: ]["), /^RangeError: x.yaml:8: /);
});
