import assert from "node:assert/strict";
import { test } from "node:test";
import { connectedComponents } from "../../lib/sparsity/connectedComponents";
import { RandomGenerator } from "../../lib/probability/RandomGenerator";
import { log } from "../support/log";
import { movieLensSmall } from "../support/movieLensSmall";

test("two islands are found, the larger first", () => {
  const result = connectedComponents(log("u a", "v b", "w b", "v c", "v b"));
  assert.deepEqual(result.components, [
    { userCount: 2, itemCount: 2, interactionCount: 4 },
    { userCount: 1, itemCount: 1, interactionCount: 1 },
  ]);
  assert.deepEqual([...result.componentOfUser], [1, 0, 0]);
  assert.deepEqual([...result.componentOfItem], [1, 0, 0]);
});

test("a user whose rows are gone is an island of one", () => {
  const rows = log("u a", "v b").filter((row) => row === 0);
  assert.deepEqual(connectedComponents(rows).components, [
    { userCount: 1, itemCount: 1, interactionCount: 1 },
    { userCount: 1, itemCount: 0, interactionCount: 0 },
    { userCount: 0, itemCount: 1, interactionCount: 0 },
  ]);
});

test("MovieLens small is one component, as SciPy says", () => {
  // scipy 1.17.1: scipy.sparse.csgraph.connected_components(sp.bmat([[None, M], [M.T, None]]))
  assert.equal(connectedComponents(movieLensSmall()).components.length, 1);
});

test("both ends of every row share a component, and sizes add up", () => {
  const random = new RandomGenerator(3);
  const pairs = Array.from({ length: 150 }, () => `u${random.below(120)} i${random.below(120)}`);
  const rows = log(...pairs);
  const { components, componentOfUser, componentOfItem } = connectedComponents(rows);
  rows.userIndex.forEach((user, row) =>
    assert.equal(componentOfUser[user], componentOfItem[rows.itemIndex[row]]),
  );
  const total = (name: "userCount" | "itemCount" | "interactionCount") =>
    components.reduce((sum, component) => sum + component[name], 0);
  assert.deepEqual(
    [total("userCount"), total("itemCount"), total("interactionCount")],
    [rows.users.size, rows.items.size, 150],
  );
  assert.ok(components.length > 1);
});
