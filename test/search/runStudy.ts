import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { createSampler, type SamplerName } from "../../lib/search/createSampler";
import { runStudy, type StudyOptions } from "../../lib/search/runStudy";
import { type StudyPlan } from "../../lib/search/Study";
import { failedTrial, type TrialRecord, type TrialRunner } from "../../lib/search/TrialRecord";
import { type TrialStore } from "../../lib/search/TrialStore";
import { branin } from "../support/searchFunctions";

const plan = (sampler: SamplerName, more: Partial<StudyPlan> = {}): StudyPlan => ({
  name: "branin",
  sampler: createSampler(sampler, branin.space, { seed: 3 }),
  trialCount: 24,
  objectives: [{ metric: "cost", direction: "minimize" }],
  ...more,
});

/** Branin's function, after a random while; the curve falls to it. */
function runner(delay: RandomGenerator | null = null): TrialRunner {
  return async ({ settings, trial, budget }, { onStep, signal }) => {
    if (delay) await setTimeout(delay.uniform() * 6, undefined, { signal });
    signal?.throwIfAborted();
    if (trial === 7) return failedTrial("as planned");
    const cost = branin.valueOf(settings);
    const curve = Array.from({ length: budget ?? 4 }, (_, n) => ({ value: cost + 3 / (n + 1) }));
    for (let n = 1; n <= curve.length; n++) {
      if (onStep(curve.slice(0, n)) === "stop") {
        return { ...failedTrial(""), state: "pruned", error: null, curve: curve.slice(0, n) };
      }
    }
    const metrics = { cost: curve.at(-1)!.value, size: Number(settings.x) };
    return { state: "finished", metrics, curve, details: null, error: null, attempts: 1 };
  };
}

/** A store in memory. */
function memory(kept: TrialRecord[] = []): TrialStore {
  const store = {
    put: (record: TrialRecord) => Promise.resolve(void kept.push(record)),
    records: () => Promise.resolve([...kept]),
  };
  return store as unknown as TrialStore;
}

const timeless = (records: readonly TrialRecord[]): unknown =>
  records.map((record) => ({ ...record, seconds: 0 }));
const asha = { kind: "asha", budgets: [1, 3, 9], reduction: 3 } as const;
const halving = { ...asha, kind: "halving" } as const;
const several = [
  { metric: "cost", direction: "minimize" },
  { metric: "size", direction: "maximize" },
] as const;
const plans: Readonly<Record<string, () => StudyPlan>> = {
  tpe: () => plan("tpe"),
  gp: () => plan("gp", { trialCount: 16 }),
  sobol: () => plan("sobol"),
  median: () => plan("random", { pruning: { kind: "median", startupTrials: 4 } }),
  asha: () => plan("tpe", { pruning: asha }),
  halving: () => plan("random", { pruning: halving }),
  "two objectives": () => plan("tpe", { objectives: several }),
};

test("trials side by side are the same whatever time each takes", async () => {
  for (const [name, planned] of Object.entries(plans)) {
    const run = (seed: number) =>
      runStudy(planned(), { runner: runner(new RandomGenerator(seed)), workers: 3 });
    assert.deepEqual(timeless(await run(1)), timeless(await run(2)), name);
  }
});

test("a study broken off anywhere and resumed has the same trials, each run once", async () => {
  for (const [name, planned] of Object.entries(plans)) {
    const whole = await runStudy(planned(), { runner: runner(), workers: 2 });
    const begun: string[] = [];
    const kept: TrialRecord[] = [];
    const random = new RandomGenerator(name);
    for (let left = 1, rounds = 0; left > 0; rounds++) {
      assert.ok(rounds < 100);
      const controller = new AbortController();
      let room = 1 + Math.floor(random.uniform() * 6);
      const options: StudyOptions = {
        workers: 2,
        store: memory(kept),
        signal: controller.signal,
        runner: runner(random.fork(rounds)),
        onTrial: ({ trial, rung }) => {
          begun.push(`${trial} ${rung}`);
          if (--room === 0) controller.abort();
        },
      };
      left = await runStudy(planned(), options).then(
        (records) => {
          assert.deepEqual(timeless(records), timeless(whole), name);
          return 0;
        },
        (error: unknown) => {
          assert.equal((error as Error).name, "AbortError");
          return 1;
        },
      );
    }
    assert.equal(new Set(begun).size, begun.length, "a trial that ended isn't run again");
    assert.equal(begun.length, whole.length);
  }
});

test("the best third of each rung goes on, with the next budget", async () => {
  const records = await runStudy(plans.halving(), { runner: runner(), workers: 2 });
  const costs = (rung: number) => records.filter((record) => record.rung === rung);
  assert.deepEqual(
    [0, 1, 2].map((rung) => costs(rung).length),
    [24, 8, 2],
  );
  assert.ok(costs(2).every(({ budget, curve }) => budget === 9 && curve.length === 9));
  const best = costs(0)
    .filter(({ state }) => state === "finished")
    .sort((a, b) => a.metrics.cost - b.metrics.cost)
    .slice(0, 8);
  assert.deepEqual(
    new Set(costs(1).map(({ trial }) => trial)),
    new Set(best.map(({ trial }) => trial)),
  );
  const async = await runStudy(plans.asha(), { runner: runner(), workers: 2 });
  assert.equal(async.filter(({ rung }) => rung === 0).length, 24);
  assert.ok(async.some(({ rung }) => rung === 2));
});

test("pruned trials have curves worse than the median, and fewer steps", async () => {
  const records = await runStudy(plans.median(), { runner: runner() });
  const pruned = records.filter(({ state }) => state === "pruned");
  assert.ok(pruned.length > 5, `${pruned.length}`);
  const best = records.reduce(
    (least, { metrics }) => Math.min(least, "cost" in metrics ? metrics.cost : Infinity),
    Infinity,
  );
  assert.ok(pruned.every(({ curve }) => curve.at(-1)!.value > best && curve.length < 4));
  assert.equal(records.filter(({ state }) => state === "failed").length, 1);
});

test("no trial is begun once the seconds are spent", async () => {
  const slow: TrialRunner = async (request, watch) => {
    await setTimeout(30);
    return runner()(request, watch);
  };
  const records = await runStudy(plans.sobol(), { runner: slow, seconds: 0.1 });
  assert.ok(records.length >= 2 && records.length <= 5, `${records.length}`);
});

test("a grid ends a study before its trials do", async () => {
  const records = await runStudy(plan("grid", { trialCount: 1000 }), { runner: runner() });
  assert.equal(records.length, 25);
});

test("workers and objectives out of range are refused", async () => {
  await assert.rejects(runStudy(plan("random"), { runner: runner(), workers: 0 }), /got 0$/);
  await assert.rejects(
    runStudy(plan("random", { objectives: [] }), { runner: runner() }),
    /got none$/,
  );
});
