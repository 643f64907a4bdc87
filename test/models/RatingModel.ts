import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { BaselineBiases } from "../../lib/models/BaselineBiases";
import { modelClaims } from "../../lib/models/checkModel";
import { KnnBaseline } from "../../lib/models/KnnBaseline";
import { type RatingModel, ratingsMatrix } from "../../lib/models/RatingModel";
import { SlopeOne } from "../../lib/models/SlopeOne";
import { readColumns, referenceFolder } from "../fixtures/referenceTables";
import { smallRatings } from "../fixtures/smallLogs";

/** Expected ratings by scikit-surprise 1.1.5, `predict(u, i).est` for these pairs. */
const users = ["u", "v", "w", "x", "x", "new", "u"];
const items = ["d", "c", "a", "b", "d", "a", "new"];
const cases: { build: () => RatingModel<object>; small: number[]; rmse: number }[] = [
  {
    // BaselineOnly(): alternating least squares, 10 epochs, reg_u 15, reg_i 10
    build: () => new BaselineBiases(),
    small: [3.70693, 3.596398, 3.476227, 3.410393, 3.618618, 3.566251, 3.625467],
    rmse: 0.94397,
  },
  {
    // SlopeOne()
    build: () => new SlopeOne(),
    small: [5, 3.5, 3, 2.75, 4.5, 3.545455, 3.545455],
    rmse: 0.94587,
  },
  {
    // KNNBaseline(k=2); for the folds k=40
    build: () => new KnnBaseline(),
    small: [4.371754, 3.418704, 4.442266, 2.398115, 4.340667, 3.566251, 3.625467],
    rmse: 0.93067,
  },
];

for (const { build, small, rmse } of cases) {
  const { name } = build();
  for (const { claim, holds } of modelClaims(build, {
    feedback: "ratings",
    // The other two move items alike for everybody, up to what they rated.
    recoversPattern: name === "KnnBaseline",
  })) {
    test(claim, holds);
  }

  test(`${name} expects what Surprise expects, unknown users and items included`, async () => {
    const model = name === "KnnBaseline" ? new KnnBaseline({ neighbourCount: 2 }) : build();
    await model.fit(smallRatings());
    model.predict(users, items).forEach((rating, pair) => {
      assert.ok(Math.abs(rating - small[pair]) < 1e-5, `${rating}, not ${small[pair]}, at ${pair}`);
    });
  });

  test(`${name} on ML-100K, Surprise's five folds: RMSE equals Surprise's to three decimals`, async (t) => {
    const folder = referenceFolder(t, "surprise-ml100k");
    if (!folder) return;
    const all = readColumns(path.join(folder, "folds.tsv.gz"));
    let sum = 0;
    for (const fold of ["0", "1", "2", "3", "4"]) {
      const rows = (keep: boolean): number[] =>
        [...all.fold.keys()].filter((row) => (all.fold[row] === fold) === keep);
      const train = rows(false);
      const held = rows(true);
      const model = await build().fit(
        Interactions.fromColumns({
          user: train.map((row) => all.userID[row]),
          item: train.map((row) => all.itemID[row]),
          value: train.map((row) => Number(all.rating[row])),
        }),
      );
      const predictions = model.predict(
        held.map((row) => all.userID[row]),
        held.map((row) => all.itemID[row]),
      );
      const squares = held.map((row, n) => (predictions[n] - Number(all.rating[row])) ** 2);
      sum += Math.sqrt(squares.reduce((total, square) => total + square, 0) / held.length);
    }
    t.diagnostic(`RMSE ${(sum / 5).toFixed(5)}, Surprise ${rmse}`);
    assert.ok(Math.abs(sum / 5 - rmse) < 5e-4, `${sum / 5} instead of ${rmse}`);
  });
}

test("several ratings of one item count as their mean", () => {
  const log = Interactions.fromColumns({
    user: ["u", "u", "u"],
    item: ["a", "b", "a"],
    value: [2, 3, 5],
  });
  assert.deepEqual([...ratingsMatrix(log).value], [3.5, 3]);
});

test("predictions of pairs that don't pair up are refused", async () => {
  const model = await new BaselineBiases().fit(smallRatings());
  assert.throws(() => model.predict(["u"], []), {
    message: "predict requires as many users as items, got 1 and 0",
  });
});
