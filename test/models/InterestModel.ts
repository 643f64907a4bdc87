import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { categorySpace, itemSpace } from "../../lib/interests";
import { denseMatrix, matrixRow } from "../../lib/matrices";
import { type InterestEstimate, InterestModel } from "../../lib/models/InterestModel";
import { type ModelState } from "../../lib/models/Model";

/** Everybody's interests are 3 : 1, whatever they did. */
class ThreeToOne extends InterestModel {
  readonly name = "three-to-one";
  protected learnInterests(): Promise<void> {
    return Promise.resolve();
  }
  protected estimate(users: Int32Array): InterestEstimate {
    const rows = Float32Array.from({ length: users.length * 2 }, (_, i) => (i % 2 ? 0.25 : 0.75));
    return { probabilities: denseMatrix(rows, users.length, 2) };
  }
  protected interestState(): ModelState {
    return { arrays: {}, settings: {} };
  }
  protected restoreInterests(): void {
    // Nothing was learned.
  }
}

const genres: Record<string, string[]> = { a: ["Drama"], b: ["Drama", "Sci-Fi"], c: ["Sci-Fi"] };
const space = categorySpace("genres", ["c", "b", "a"], (item) => genres[item]);
const log = Interactions.fromColumns({ user: ["u", "u", "v"], item: ["a", "b", "b"] });

test("the distribution over its own space is the model's estimate", async () => {
  const model = await new ThreeToOne({}, space).fit(log);
  assert.deepEqual(model.distribution(["v"]).top(0, 1), [{ interest: "Drama", probability: 0.75 }]);
});

test("items get p(item | user) = sum of p(interest | user) p(item | interest)", async () => {
  const model = await new ThreeToOne({}, space).fit(log);
  // Drama: a 1, b 2 x 1/2, so 1/2 each. Sci-Fi: b alone. Item c was never seen in the log.
  const [a, b] = matrixRow(model.scores(["u"]), 0);
  assert.ok(Math.abs(a - 0.75 * 0.5) < 1e-6);
  assert.ok(Math.abs(b - (0.75 * 0.5 + 0.25)) < 1e-6);
});

test("another space is reached through the items", async () => {
  const model = await new ThreeToOne({}, space).fit(log);
  const items = model.distribution(["u"], itemSpace(log.items.ids));
  assert.equal(items.top(0, 1)[0].interest, "b");
});

test("a log without any item of the space is an error", async () => {
  const foreign = Interactions.fromColumns({ user: ["u"], item: ["x"] });
  await assert.rejects(new ThreeToOne({}, space).fit(foreign), {
    message: "three-to-one.fit requires items of the space genres, got none of them",
  });
});
