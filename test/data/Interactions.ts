import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions, Vocabulary } from "../../lib/data";

const log = Interactions.fromColumns({
  user: ["u", "v", "u", "u"],
  item: [7, 7, 8, 7],
  kind: ["view", "view", "purchase", "purchase"],
  value: [1, 2, 3, 4],
  timestampMs: [30, 10, 20, 20],
});

test("ids are strings, numbered by first appearance", () => {
  assert.deepEqual(log.users.ids, ["u", "v"]);
  assert.deepEqual(log.items.ids, ["7", "8"]);
  assert.deepEqual([...log.itemIndex], [0, 0, 1, 0]);
});

test("columns come back as they were given", () => {
  assert.deepEqual(log.toColumns(), {
    user: ["u", "v", "u", "u"],
    item: ["7", "7", "8", "7"],
    kind: ["view", "view", "purchase", "purchase"],
    value: [1, 2, 3, 4],
    timestampMs: [30, 10, 20, 20],
  });
});

test("columns of different lengths are an error that gives the lengths", () => {
  assert.throws(
    () => Interactions.fromColumns({ user: ["u"], item: ["a"], value: [1, 2] }),
    /columns of one length, got \{"user":1,"item":1,"kind":1,"value":2,"time":1\}/,
  );
});

test("an id outside a given vocabulary is an error that names it", () => {
  const users = new Vocabulary(["u"], "user");
  assert.throws(() => Interactions.fromColumns({ user: ["w"], item: ["a"] }, { users }), {
    message: "unknown user: w (1 users are known)",
  });
});

test("repeated cells make one entry: 1, the sum of values, or the weighted count", () => {
  assert.deepEqual([...log.matrix().rowValues(0)], [1, 1]);
  assert.deepEqual([...log.matrix({ cell: "value" }).rowValues(0)], [5, 3]);
  const weighted = log.matrix({ cell: "count", kindWeights: { purchase: 5 } });
  assert.deepEqual([...weighted.rowValues(0)], [6, 5]);
});

test("a user's rows are in time order, and rows of equal time keep their order in the log", () => {
  assert.deepEqual(
    log.rowsByUser().map((rows) => [...rows]),
    [[2, 3, 0], [1]],
  );
});

test("compact leaves out users and items that don't occur", () => {
  const views = log.filter((row) => log.itemIndex[row] === 1).compact();
  assert.deepEqual([views.users.ids, views.items.ids], [["u"], ["8"]]);
});

test("parts of one log are put together again row by row, and other logs' rows are refused", () => {
  const parts = [0, 1].map((item) => log.filter((row) => log.itemIndex[row] === item));
  const joined = parts[0].concat(parts[1]);
  assert.deepEqual([...joined.value], [1, 2, 4, 3]);
  assert.deepEqual([...joined.itemIndex], [0, 0, 0, 1]);
  assert.deepEqual([...(joined.timestampMs ?? [])], [30, 10, 20, 20]);
  const stranger = Interactions.fromColumns({ user: ["u"], item: [7] });
  assert.throws(() => log.concat(stranger), /requires logs over the same vocabularies/);
});

test("a part over another part's users and items keeps the rows that it knows, numbered its way", () => {
  const train = log.filter((row) => row === 1 || row === 2).compact();
  const test = log.over(train);
  assert.equal(test.users, train.users);
  assert.deepEqual(test.toColumns().item, ["7", "7", "8", "7"]);
  assert.deepEqual([...test.userIndex], [1, 0, 1, 1]);
  const stranger = Interactions.fromColumns({ user: ["u", "x"], item: [7, 7] });
  assert.deepEqual(stranger.over(train).toColumns().user, ["u"]);
  assert.equal(train.concat(log.filter((row) => row === 0).over(train)).count, 3);
});

test("cells of 1 are one matrix, whatever the weights of kinds", () => {
  const log = Interactions.fromColumns({ user: ["a", "b"], item: ["x", "y"] });
  assert.equal(log.matrix({ cell: "one", kindWeights: { like: 2 } }), log.matrix());
  assert.equal(log.matrix({ cell: "count", kindWeights: {} }), log.matrix({ cell: "count" }));
});
