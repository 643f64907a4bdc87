import assert from "node:assert/strict";
import { test } from "node:test";
import { InterestDistribution, joinUsers } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const probabilities = denseMatrix(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2, 2);
const whole = new InterestDistribution({
  users: ["u", "v"],
  spaceName: "genres",
  interests: ["a", "b"],
  probabilities,
  posterior: {
    family: "samples",
    drawCount: 2,
    draws: denseMatrix(Float32Array.of(0.4, 0.6, 0.6, 0.4, 0.2, 0.8, 0.3, 0.7), 4, 2),
  },
});

test("users behind each other are the whole again, posterior and all", () => {
  const joined = joinUsers([whole.select([0]), whole.select([1])]);
  assert.deepEqual(joined.users, whole.users);
  assert.deepEqual(joined.probabilities, whole.probabilities);
  assert.deepEqual(joined.posterior, whole.posterior);
});

test("a part without posterior leaves none", () => {
  const plain = new InterestDistribution({
    users: ["w"],
    spaceName: "genres",
    interests: ["a", "b"],
    probabilities: denseMatrix(Float32Array.of(1, 0), 1, 2),
  });
  assert.equal(joinUsers([whole, plain]).posterior, null);
});

test("nothing to join is an error", () => {
  assert.throws(() => joinUsers([]), {
    name: "RangeError",
    message: "joinUsers requires at least one distribution, got none",
  });
});
