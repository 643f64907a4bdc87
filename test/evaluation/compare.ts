import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { compare, type CompareOptions } from "../../lib/evaluation/compare";
import { errorByHistoryLength } from "../../lib/evaluation/errorByHistoryLength";
import { holm } from "../../lib/evaluation/holm";
import { wilcoxonTest } from "../../lib/evaluation/wilcoxonTest";
import { writeComparison } from "../../lib/evaluation/writeComparison";
import { Interactions } from "../../lib/data";
import { Popularity, Random } from "../../lib/models";

/** Forty users who all do items 0 to 7 in order, and then item 8; items 9 to 29 are rare. */
const users = Array.from({ length: 40 }, (_, user) => `u${user}`);
const train = Interactions.fromColumns({
  user: users.flatMap((user) => new Array<string>(9).fill(user)),
  item: users.flatMap((_, at) => [
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    String(at % 2 ? 8 : 9 + (at % 21)),
  ]),
});
const held = Interactions.fromColumns({
  user: users.filter((_, at) => at % 2 === 0),
  item: users.filter((_, at) => at % 2 === 0).map(() => "8"),
});
const options: CompareOptions = {
  contenders: [
    { name: "chance", create: (seed) => new Random({ seed }) },
    { name: "popular", create: () => new Popularity() },
  ],
  splits: [{ train, test: held }],
  seeds: [1, 2],
  protocol: { k: 3, metrics: ["recall", "itemCoverage"], resampleCount: 100 },
};

test("a model that knows beats chance, with paired tests that say so", async () => {
  const { rows, leads, runs } = await compare(options);
  assert.equal(runs.length, 4);
  const popular = rows.find(({ model, metric }) => model === "popular" && metric === "recall@3");
  assert.equal(popular?.mean, 1);
  assert.equal(popular.sd, 0);
  assert.equal(popular.userCount, 20);
  const [lead] = leads;
  assert.equal(lead.model, "popular");
  assert.ok(lead.low > 0 && lead.wilcoxonP < 0.01 && lead.tP < 0.01 && lead.randomisationP < 0.01);
  assert.ok(popular.fitSeconds >= 0 && popular.peakBytes > 1e6);
});

test("the same seeds give the same figures", async () => {
  const figures = async (): Promise<unknown> =>
    (await compare(options)).rows.map(({ mean, sd, low, high }) => ({ mean, sd, low, high }));
  assert.deepEqual(await figures(), await figures());
});

/** Contenders of made-up skill; three metrics make a family of six leads. */
const family: CompareOptions = {
  ...options,
  contenders: [
    ...options.contenders,
    { name: "other chance", create: (seed) => new Random({ seed: seed + 9 }) },
  ],
  protocol: { k: 3, metrics: ["recall", "ndcg", "mrr"], resampleCount: 100 },
};

test("p values are corrected over all leads, or over each metric's where the caller says so", async () => {
  const all = await compare(family);
  const raw = all.leads.map(({ model, metric }) => {
    const of = (name: string): number[] => {
      const runs = all.runs.filter((run) => run.model === name);
      return runs[0].evaluation.users.map(
        (_, row) => runs.reduce((sum, run) => sum + run.evaluation.values[metric][row], 0) / 2,
      );
    };
    return wilcoxonTest(of(model), of("chance"));
  });
  assert.equal(all.leads.length, 6);
  assert.deepEqual(
    all.leads.map(({ wilcoxonP }) => wilcoxonP),
    holm(raw),
  );
  const single = await compare({ ...family, holmFamily: "metric" });
  assert.deepEqual(
    single.leads.map(({ wilcoxonP }) => wilcoxonP),
    [0, 2, 4].flatMap((start) => holm(raw.slice(start, start + 2))),
  );
  assert.ok(single.leads.every(({ wilcoxonP }, at) => wilcoxonP <= all.leads[at].wilcoxonP));
});

test("a user whom several folds test counts once, by the mean of the folds", async () => {
  // The same split twice: twice the evidence by count, none more in truth.
  const { splits } = options;
  const once = await compare(options);
  const twice = await compare({ ...options, splits: [splits[0], splits[0]] });
  const figures = ({ rows, leads }: typeof once): unknown => [
    rows.map(({ mean, low, high, userCount }) => ({ mean, low, high, userCount })),
    leads,
  ];
  assert.deepEqual(figures(twice), figures(once));
  assert.equal(twice.rows[0].runCount, 4);
  // u0 is tested in both folds and u2 in the first alone.
  const short = Interactions.fromColumns({ user: ["u0"], item: ["3"] });
  const uneven = await compare({
    ...options,
    contenders: [options.contenders[1]],
    splits: [splits[0], { train, test: short }],
    protocol: { k: 9, metrics: ["recall"], excludeSeen: true },
  });
  // In the second fold the relevant item is one that u0 has seen, which can't be listed: 0.
  assert.equal(uneven.rows[0].mean, (19 * 1 + (1 + 0) / 2) / 20);
});

test("names must differ and the baseline be one of them", async () => {
  const [first] = options.contenders;
  await assert.rejects(compare({ ...options, contenders: [first, first] }), {
    message: "compare requires distinct names, got chance twice",
  });
  await assert.rejects(compare({ ...options, baseline: "best" }), {
    message: "unknown baseline: best (known: chance, popular)",
  });
});

test("a comparison is written with its tables and what it followed from", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "comparison-"));
  writeComparison(folder, await compare(options), { "experiment.yaml": "name: x\n" });
  const files = ["comparison.json", "experiment.yaml", "leads.csv", "leads.md", "leads.tex"];
  assert.deepEqual(readdirSync(folder).sort(), [
    ...files,
    "means.csv",
    "means.md",
    "means.tex",
    "users.csv",
  ]);
  const written = JSON.parse(readFileSync(path.join(folder, "comparison.json"), "utf8")) as {
    protocol: { k: number };
    rows: unknown[];
  };
  assert.equal(written.protocol.k, 3);
  assert.equal(written.rows.length, 4);
});

test("error against history length probes the same users at every length", async () => {
  const rows = await errorByHistoryLength(() => new Popularity(), options.splits[0], {
    historyLengths: [1, 4],
    probeShare: 0.5,
    protocol: { k: 3, metrics: ["recall"], resampleCount: 10 },
  });
  assert.deepEqual(
    rows.map(({ historyLength, userCount }) => [historyLength, userCount]),
    [
      [1, 10],
      [4, 10],
    ],
  );
});

test("histories too short for the longest length are an error", async () => {
  await assert.rejects(
    errorByHistoryLength(() => new Popularity(), options.splits[0], { historyLengths: [50] }),
    { message: "errorByHistoryLength requires test users with 50 interactions or more, got none" },
  );
});
