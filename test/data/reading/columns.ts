import assert from "node:assert/strict";
import { test } from "node:test";
import { findRoles, parseColumns } from "../../../lib/data/reading/columns";

test("a column map is read from role=column pairs", () => {
  assert.deepEqual(parseColumns("user=userID, item=3"), { user: "userID", item: "3" });
});

test("an unknown role, a part without a column and a role given twice are errors", () => {
  assert.throws(() => parseColumns("who=x"), {
    name: "RangeError",
    message:
      "parseColumns requires a role of user, item, kind, value, time, domain, session, " +
      'got "who"',
  });
  assert.throws(() => parseColumns("user="), {
    message: 'parseColumns requires role=column pairs, got "user="',
  });
  assert.throws(() => parseColumns("user=a,user=b"), /requires each role once, got user twice/);
});

test("usual names are found whatever their case, separators and RecBole types", () => {
  const names = ["timestamp:float", "User_ID:token", "x", "movieId"];
  assert.deepEqual(findRoles(names, 4, {}, "f"), { user: 1, item: 3, time: 0 });
});

test("a file without a header has user, item, value, time, in this order", () => {
  assert.deepEqual(findRoles(null, 4, {}, "f"), { user: 0, item: 1, value: 2, time: 3 });
  assert.deepEqual(findRoles(null, 3, { user: 2, item: 1 }, "f"), { user: 1, item: 0 });
});

test("a missing column is an error that lists those found", () => {
  assert.throws(() => findRoles(["userId", "when"], 2, {}, "a.csv"), {
    message:
      "readInteractions requires a column for item in a.csv, got columns userId, when; " +
      "name it: item=COLUMN",
  });
  assert.throws(() => findRoles(["a", "b"], 2, { user: "z" }, "a.csv"), {
    message: 'readInteractions requires column "z" (user) in a.csv, got columns a, b',
  });
});

test("a name that stands twice is an error only where it is meant", () => {
  assert.throws(() => findRoles(["user", "item", "item"], 3, {}, "a.csv"), /got item twice/);
  assert.deepEqual(findRoles(["user", "item", "x", "x"], 4, {}, "a.csv"), { user: 0, item: 1 });
});
