import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { Interactions, Vocabulary } from "../../lib/data";
import { evaluate, type Protocol } from "../../lib/evaluation";
import { Popularity } from "../../lib/models";
import { sharedPath } from "../support/sharedPath";

const SPLITS = sharedPath("reference/msrec-ml100k");
const SMALL = sharedPath("reference/ml-latest-small-peruser-temporal");
const BEAUTY = sharedPath("reference/beauty-loo");

const MISSING = "needs the reference splits in ../shared/reference";

function table(file: string): Record<string, string[]> {
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split("\n");
  const rows = lines.map((line) => line.split("\t"));
  return Object.fromEntries(
    header.split("\t").map((name, column) => [name, rows.map((row) => row[column])]),
  );
}

/** Ids in numeric order, so that ties go to the lower id as in the reference. */
function numbered(ids: readonly string[], noun: string): Vocabulary {
  return new Vocabulary(
    [...new Set(ids)].sort((a, b) => Number(a) - Number(b)),
    noun,
  );
}

async function popularity(
  train: Interactions,
  held: Interactions,
  protocol: Partial<Protocol>,
): Promise<Record<string, number>> {
  const result = await evaluate(await new Popularity().fit(train), held, protocol);
  const means = Object.entries(result.means).map(([name, { mean }]) => [name, mean] as const);
  return { ...Object.fromEntries(means), ...result.totals };
}

function assertFourDigits(actual: Record<string, number>, expected: Record<string, number>): void {
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(actual[name].toFixed(4), value.toFixed(4), name);
  }
}

test(
  "popularity on recommenders' split of ML-100K has the reference's figures",
  { skip: SPLITS ? false : MISSING },
  async () => {
    const [train, held] = ["train", "test"].map((part) => table(`${SPLITS}/${part}.tsv.gz`));
    const users = numbered([...train.userID, ...held.userID], "user");
    const items = numbered([...train.itemID, ...held.itemID], "item");
    const log = (part: Record<string, string[]>): Interactions =>
      Interactions.fromColumns({ user: part.userID, item: part.itemID }, { users, items });
    const metrics = ["ndcg", "recall", "precision", "map", "cappedMap", "itemCoverage"];
    // scores.json of the reference, computed by recommenders 1.2.1
    assertFourDigits(await popularity(log(train), log(held), { metrics, resampleCount: 1 }), {
      "ndcg@10": 0.25235268899340646,
      "recall@10": 0.11318818987173238,
      "precision@10": 0.22873806998939553,
      "map@10": 0.05595888435462207,
      "cappedMap@10": 0.13737054764563222,
      "itemCoverage@10": 0.0267538644470868,
    });
  },
);

test(
  "popularity on Beauty, leave-one-out, has the reference's figures",
  { skip: BEAUTY ? false : MISSING },
  async () => {
    const { user, item, part } = table(`${BEAUTY}/beauty-loo.tsv.gz`);
    const users = numbered(user, "user");
    const items = numbered(item, "item");
    const log = Interactions.fromColumns({ user, item }, { users, items });
    const held = log.filter((row) => part[row] === "test");
    const actual = await popularity(
      log.filter((row) => part[row] !== "test"),
      held,
      { metrics: ["recall", "ndcg"], resampleCount: 1 },
    );
    // scores.json of the reference, popularity/refit_train_valid/seen_removed
    assertFourDigits(actual, {
      "recall@10": 0.013459732594016904,
      "ndcg@10": 0.006075433540382972,
    });
  },
);

test(
  "popularity on ml-latest-small, split per user by time, has the reference's figures",
  { skip: SMALL ? false : MISSING },
  async () => {
    const [train, valid, held] = ["train", "valid", "test"].map((part) =>
      table(`${SMALL}/${part}.tsv.gz`),
    );
    const known = {
      user: [...train.userId, ...valid.userId],
      item: [...train.movieId, ...valid.movieId],
    };
    const users = numbered(known.user, "user");
    const items = numbered(known.item, "item");
    const actual = await popularity(
      Interactions.fromColumns(known, { users, items }),
      Interactions.fromColumns({ user: held.userId, item: held.movieId }),
      {
        metrics: ["ndcg", "recall", "precision", "cappedMap", "hitRate", "mrr", "itemCoverage"],
        resampleCount: 1,
      },
    );
    // scores.json of the reference, popularity/B_refit_train_valid
    assertFourDigits(actual, {
      "ndcg@10": 0.03790419940777481,
      "recall@10": 0.050909562927413714,
      "precision@10": 0.01968992248062013,
      "cappedMap@10": 0.020374937255981915,
      "hitRate@10": 0.15193798449612403,
      "mrr@10": 0.05806693736926295,
      "itemCoverage@10": 0.01147695202257761,
    });
  },
);
