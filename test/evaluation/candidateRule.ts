import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { Interactions, readSplit, splitSource } from "../../lib/data";
import { othersThan } from "../../lib/evaluation/candidateRule";
import { evaluate } from "../../lib/evaluation/evaluate";
import { FixedScores } from "../support/FixedScores";

const home = mkdtempSync(path.join(tmpdir(), "negatives-"));
after(() => rmSync(home, { recursive: true }));

const log = (...rows: string[]): Interactions =>
  Interactions.fromColumns({
    user: rows.map((row) => row.split(" ")[0]),
    item: rows.map((row) => row.split(" ")[1]),
  });

const held = log("u c", "v d");
const PROTOCOL = { k: 1, metrics: ["recall", "auc"], candidates: "negatives" } as const;

test("the list is chosen from the relevant items and the user's own negatives", async () => {
  const scores = await predictor();
  // u: c (3) above its negative b (2), though e (5) scores more; v: d (1) below its negative a (4).
  const negatives = log("u b", "v a");
  const { values, warnings } = await evaluate(scores, held, PROTOCOL, { negatives });
  assert.deepEqual([...values["recall@1"]], [1, 0]);
  assert.deepEqual([...values.auc], [1, 0]);
  assert.match(warnings[0], /^ranked among the negatives of the split: figures are not comparable/);
  const all = await evaluate(scores, held, { ...PROTOCOL, candidates: "all" });
  assert.deepEqual([...all.values["recall@1"]], [0, 0]);
});

test("a negative that the model has never seen is no candidate", async () => {
  const negatives = log("u b", "u nowhere", "v a");
  const { values } = await evaluate(await predictor(), held, PROTOCOL, { negatives });
  assert.deepEqual([...values["recall@1"]], [1, 0]);
});

test("missing negatives, and one that is relevant, are errors that name the user", async () => {
  const given = async (negatives?: Interactions): Promise<unknown> =>
    evaluate(await predictor(), held, PROTOCOL, { negatives });
  await assert.rejects(given(), /requires the negatives that are its candidates, got none$/);
  await assert.rejects(given(log("u b")), /requires negatives of every test user, got none of v$/);
  await assert.rejects(given(log("u c", "v a")), /that aren't relevant, got c for user u$/);
});

test("what a split wrote and readSplit read back is ranked", async () => {
  const rows = Array.from({ length: 60 }, (_, row) => `u${row % 6},i${(row * 7) % 40},${row}`);
  const source = path.join(home, "log.csv");
  writeFileSync(source, `user,item,time\n${rows.join("\n")}\n`);
  const protocol = { name: "leave-one-out", last: 1, negatives: { count: 5, seed: 2 } } as const;
  await splitSource(source, protocol, path.join(home, "parts"));
  const { train, test: last, negatives } = await readSplit(path.join(home, "parts"));
  const own = train.users.ids.map(() => train.items.ids.map((_, item) => -item));
  const fitted = await new FixedScores(own).fit(train);
  const { values } = await evaluate(
    fitted,
    last,
    { k: 6, metrics: ["recall"], candidates: "negatives" },
    { negatives },
  );
  // Six places for five negatives and the item itself.
  assert.deepEqual([...values["recall@6"]], new Array(6).fill(1));
});

test("others than the candidates are all the rest", () => {
  const others = othersThan([Int32Array.of(0, 2), Int32Array.of(), Int32Array.of(1)], 3);
  assert.deepEqual(
    [0, 1, 2].map((row) => [...others.rowColumns(row)]),
    [[1], [0, 1, 2], [0, 2]],
  );
});

/** Scores of everybody: a 4, b 2, c 3, d 1, e 5. */
function predictor(): Promise<FixedScores> {
  const train = log("w a", "w b", "w c", "w d", "w e", "u x", "v x");
  const row = [4, 2, 3, 1, 5, 0];
  return new FixedScores([row, row, row]).fit(train);
}
