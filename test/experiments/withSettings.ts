import assert from "node:assert/strict";
import { test } from "node:test";
import { withSettings } from "../../lib/experiments/withSettings";

test("settings with dots go into settings, and the config stays as it was", () => {
  const config = { epochs: 3, optimizer: { kind: "adam", beta2: 0.9 } };
  const whole = withSettings(config, { "optimizer.kind": "sgd", "schedule.kind": "step", size: 2 });
  assert.deepEqual(whole, {
    epochs: 3,
    optimizer: { kind: "sgd", beta2: 0.9 },
    schedule: { kind: "step" },
    size: 2,
  });
  assert.equal(config.optimizer.kind, "adam");
});

test("a rung's budget is a setting, and the most where there is no rung", () => {
  const pruning = { kind: "asha", setting: "epochs", least: 2, most: 8 } as const;
  assert.deepEqual(withSettings({}, {}, pruning, 4), { epochs: 4 });
  assert.deepEqual(withSettings({}, {}, pruning), { epochs: 8 });
});
