import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExperiment } from "../../lib/evaluation/parseExperiment";

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

test("an unknown metric is an error with its line and the nearest one", () => {
  assert.throws(broken("[ndcg,", "[ndgc,"), /^RangeError: x.yaml:8: metrics.0: .*mean ndcg\?$/);
});

test("what is missing or out of range is an error that names it", () => {
  assert.throws(broken("name: first\n", ""), /^RangeError: x.yaml:1: name: /);
  assert.throws(broken("metrics:", "k: 0\nmetrics:"), /^RangeError: x.yaml:8: k: /);
});

test("text that is no YAML is an error with its line", () => {
  assert.throws(broken("metrics: [", "metrics: ]["), /^RangeError: x.yaml:8: /);
});
