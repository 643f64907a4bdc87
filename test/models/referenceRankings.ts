import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { type Interactions } from "../../lib/data";
import { evaluate } from "../../lib/evaluation";
import { matrixRow } from "../../lib/matrices";
import {
  createModel,
  Ease,
  type FoldIn,
  ItemKnn,
  MarkovChain,
  type Model,
  Popularity,
  UserKnn,
} from "../../lib/models";
import { logOf, readColumns, referenceFolder, risingIds } from "../fixtures/referenceTables";

// The expected figures were computed in double precision with NumPy 2.4.6 and SciPy 1.17.1: full
// ranking, seen items removed, ties to the lower id, binary relevance.

/** Equal to four digits: half a unit of the fourth, and what single precision may turn over. */
function assertFourDigits(found: number, expected: number, what: string): void {
  assert.ok(Math.abs(found - expected) <= 1e-4, `${what}: ${found} instead of ${expected}`);
}

async function ndcgAt10(model: Model, train: Interactions, test: Interactions): Promise<number> {
  await model.fit(train);
  const { means } = await evaluate(model, test, { metrics: ["ndcg"], resampleCount: 1 });
  model.dispose();
  return means["ndcg@10"].mean;
}

test("ML-100K, stratified split: NDCG@10 equals the reference to four digits", async (t) => {
  const folder = referenceFolder(t, "msrec-ml100k");
  if (!folder) return;
  const read = (part: string) => readColumns(path.join(folder, `${part}.tsv.gz`));
  const [train, held] = [read("train"), read("test")];
  const items = risingIds(train.itemID, held.itemID);
  const log = logOf(train.userID, train.itemID, items);
  const relevant = logOf(held.userID, held.itemID, items);
  const expected: [Model, number][] = [
    [new Popularity(), 0.25235],
    [new Ease({ regularization: 100 }), 0.46201],
    [new Ease({ regularization: 200 }), 0.47953],
    [new Ease({ regularization: 300 }), 0.48419],
    [new Ease({ regularization: 500 }), 0.48285],
    [new Ease({ regularization: 1000 }), 0.4767],
    [new ItemKnn({ neighbourCount: 100 }), 0.43217],
    [new ItemKnn({ neighbourCount: 400 }), 0.43976],
    [new UserKnn({ neighbourCount: 100 }), 0.4428],
  ];
  for (const [model, ndcg] of expected) {
    const what = `${model.name} ${JSON.stringify(model.config)}`;
    assertFourDigits(await ndcgAt10(model, log, relevant), ndcg, what);
  }
});

test("MovieLens latest-small, ratings of 4 and over, per-user temporal split", async (t) => {
  const folder = referenceFolder(t, "ml-latest-small-peruser-temporal");
  if (!folder) return;
  const read = (part: string) => readColumns(path.join(folder, `${part}.tsv.gz`));
  const [train, valid, held] = [read("train"), read("valid"), read("test")];
  const items = risingIds(train.movieId);
  const log = logOf(
    [...train.userId, ...valid.userId],
    [...train.movieId, ...valid.movieId],
    items,
  );
  const relevant = logOf(held.userId, held.movieId, items);
  const expected: [Model, number][] = [
    [new Popularity(), 0.0379],
    [new Ease({ regularization: 200 }), 0.06789],
    // The reference, 0.06101, breaks exact ties of similarities by the rounding of its products;
    // co-occurrences over sqrt(n_i n_j), rounded to 12 digits in NumPy, give this.
    [new ItemKnn({ neighbourCount: 100 }), 0.06079],
  ];
  for (const [model, ndcg] of expected) {
    assertFourDigits(await ndcgAt10(model, log, relevant), ndcg, model.name);
  }
});

test("Beauty, leave-one-out: fitted without the last two items, histories without the last", async (t) => {
  const folder = referenceFolder(t, "beauty-loo");
  if (!folder) return;
  const all = readColumns(path.join(folder, "beauty-loo.tsv.gz"));
  const items = risingIds(all.item);
  const rows = all.user.map((user, row) => ({ user, item: all.item[row], part: all.part[row] }));
  const pick = (kept: typeof rows): Interactions =>
    logOf(
      kept.map(({ user }) => user),
      kept.map(({ item }) => item),
      items,
    );
  const train = pick(rows.filter(({ part }) => part === "train"));
  const histories = new Map<string, typeof rows>();
  const targets = new Map<string, number>();
  for (const row of rows) {
    if (row.part === "test") targets.set(row.user, items.indexOf(row.item));
    else histories.set(row.user, [...(histories.get(row.user) ?? []), row]);
  }
  const users = [...targets.keys()];
  const expected: [Model & FoldIn, number][] = [
    [new Popularity(), 0.00546],
    [new MarkovChain(), 0.04287],
    [new ItemKnn({ neighbourCount: 500 }), 0.03231],
    [new Ease({ regularization: 30, maxItems: 12_101 }), 0.03921],
  ];
  for (const [model, ndcg] of expected) {
    await model.fit(train);
    let sum = 0;
    for (let start = 0; start < users.length; start += 1000) {
      const batch = users.slice(start, start + 1000);
      const log = pick(batch.flatMap((user) => histories.get(user)!));
      const scores = model.foldIn(log);
      for (const user of batch) {
        const userIndex = log.users.indexOf(user);
        const seen = log.matrix().rowColumns(userIndex);
        const rank = rankOf(targets.get(user)!, matrixRow(scores, userIndex), seen);
        if (rank < 10) sum += 1 / Math.log2(rank + 2);
      }
    }
    model.dispose();
    assertFourDigits(sum / users.length, ndcg, model.name);
  }
});

/** How many unseen items come before the target. */
function rankOf(target: number, scores: Float32Array, seen: Int32Array): number {
  const own = scores[target];
  let rank = 0;
  for (let item = 0; item < scores.length; item++) {
    if (scores[item] > own || (scores[item] === own && item < target)) rank++;
  }
  for (const item of seen) {
    if (scores[item] > own || (scores[item] === own && item < target)) rank--;
  }
  return rank;
}

test("every model of the registry that ranks beats popularity on ML-100K", async (t) => {
  const folder = referenceFolder(t, "msrec-ml100k");
  if (!folder) return;
  const read = (part: string) => readColumns(path.join(folder, `${part}.tsv.gz`));
  const [train, held] = [read("train"), read("test")];
  const items = risingIds(train.itemID, held.itemID);
  const log = logOf(train.userID, train.itemID, items);
  const relevant = logOf(held.userID, held.itemID, items);
  for (const name of ["UserKnn", "ItemKnn", "Rp3Beta", "Ease"]) {
    const ndcg = await ndcgAt10(createModel(name), log, relevant);
    t.diagnostic(`${name} NDCG@10 ${ndcg.toFixed(4)}`);
    assert.ok(ndcg > 0.2524, `${name}: ${ndcg}`);
  }
});
