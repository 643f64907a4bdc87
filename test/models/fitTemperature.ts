import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { type DenseMatrix, denseMatrix } from "../../lib/matrices";
import { fitTemperature } from "../../lib/models/fitTemperature";
import { Model, type ModelState, type ProbabilityRule } from "../../lib/models/Model";
import { Popularity } from "../../lib/models/Popularity";

/** Scores 3 ln 4, 3 ln 2, 3 ln 1 and a high one for the item everybody has seen. */
class Fixed extends Model {
  readonly name = "Fixed";
  readonly probabilityRule: ProbabilityRule = "softmax";

  protected learn(): Promise<void> {
    return Promise.resolve();
  }

  protected scoreUsers(users: Int32Array): DenseMatrix {
    const row = [50, 3 * Math.log(4), 3 * Math.log(2), 0];
    const scores = Float32Array.from({ length: users.length * 4 }, (_, i) => row[i % 4]);
    return denseMatrix(scores, users.length, 4);
  }

  protected state(): ModelState {
    return { arrays: {}, settings: {} };
  }

  protected restore(): void {
    // Nothing was learned.
  }
}

const users = ["u", "v", "w", "x", "y", "z", "t"];
const fitted = async (): Promise<Model> => {
  // The items a, b and c are known through the user "other".
  const log = Interactions.fromColumns({
    user: [...users, "other", "other", "other"],
    item: [...users.map(() => "seen"), "a", "b", "c"],
  });
  return new Fixed({}).fit(log);
};
// Chosen 4 : 2 : 1, as softmax says at a temperature of 3.
const heldOut = Interactions.fromColumns({
  user: users,
  item: ["a", "a", "a", "a", "b", "b", "c"],
});

test("the temperature under which the held-out choices were made is found", async () => {
  const model = await fitted();
  const { temperature, logLossNats, interactionCount } = fitTemperature(model, heldOut);
  assert.ok(Math.abs(temperature - 3) < 1e-3, `got ${temperature}`);
  assert.equal(model.temperature, temperature);
  assert.equal(interactionCount, 7);
  // The entropy of (4/7, 2/7, 1/7): scipy.stats.entropy([4, 2, 1]) -> 0.9557
  assert.ok(Math.abs(logLossNats - 0.9557) < 1e-4, `got ${logLossNats}`);
});

test("seen and unknown items and unknown users are passed over", async () => {
  const model = await fitted();
  const more = Interactions.fromColumns({
    user: [...users, "u", "u", "stranger"],
    item: ["a", "a", "a", "a", "b", "b", "c", "seen", "unheard", "a"],
  });
  assert.equal(fitTemperature(model, more).interactionCount, 7);
});

test("nothing to learn from is an error", async () => {
  const model = await fitted();
  const seen = Interactions.fromColumns({ user: ["u"], item: ["seen"] });
  assert.throws(() => fitTemperature(model, seen), {
    name: "RangeError",
    message:
      "fitTemperature requires held-out interactions of known users with known unseen items, " +
      "got none in 1 rows",
  });
});

test("a model of another rule is an error", async () => {
  const model = await new Popularity().fit(heldOut);
  assert.throws(() => fitTemperature(model, heldOut), {
    message:
      "fitTemperature requires a model whose rule is softmax, got Popularity with normalised",
  });
});
