import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { type ForecastFlags, forecastTable } from "../../lib/cli/forecast";
import { saveTable } from "../../lib/cli/saveTable";
import { withDuckDb } from "../../lib/data";

const DAY_S = 86_400;
let home = "";
before(() => {
  home = mkdtempSync(path.join(tmpdir(), "interestlab-forecast-"));
  // u keeps to x, v to y; a row every five days.
  const lines = Array.from({ length: 24 }, (_, i) =>
    ["u,x", "v,y"].map((pair) => `${pair},${1_500_000_000 + i * 5 * DAY_S}`).join("\n"),
  );
  writeFileSync(path.join(home, "log.csv"), `user,item,timestamp\n${lines.join("\n")}\n`);
});
after(() => rmSync(home, { recursive: true }));

const flags: ForecastFlags = {
  ...{ model: "exponential-mean", set: [], days: 30, ahead: 2, level: 0.9 },
  ...{ pin: [], boost: [], exclude: [] },
};
const asked = (more: Partial<ForecastFlags>) =>
  forecastTable(path.join(home, "log.csv"), { ...flags, ...more });

test("each user's interests are forecast with their intervals, the likeliest first", async () => {
  const { header, rows } = await asked({ users: "v" });
  assert.deepEqual(header, ["user", "ahead", "interest", "probability", "low", "high"]);
  assert.deepEqual(
    rows.map((row) => row.slice(0, 3)),
    [
      ["v", 1, "y"],
      ["v", 1, "x"],
      ["v", 2, "y"],
      ["v", 2, "x"],
    ],
  );
  for (const [, , , , low, high] of rows) {
    assert.ok(0 <= Number(low) && Number(low) <= Number(high) && Number(high) <= 1);
  }
});

test("a pinned interest stands at its share", async () => {
  const { rows } = await asked({ users: "u", ahead: 1, pin: ["y=0.25"] });
  const shares = Object.fromEntries(rows.map(([, , interest, share]) => [interest, share]));
  assert.deepEqual(shares, { x: 0.75, y: 0.25 });
});

test("an unknown user or forecaster is refused by name", async () => {
  await assert.rejects(asked({ users: "w" }), /users of the log, got w/);
  await assert.rejects(asked({ model: "oracle" }), /forecaster among Persistence, .*, got oracle/);
});

test("the same table comes back from JSON, CSV and Parquet", async () => {
  const table = { header: ["user", "share"], rows: [["007", 0.25]] };
  const file = (ending: string) => path.join(home, `table.${ending}`);
  for (const ending of ["json", "csv", "parquet"]) await saveTable(file(ending), table, ["user"]);
  assert.deepEqual(JSON.parse(readFileSync(file("json"), "utf8")), [{ user: "007", share: 0.25 }]);
  assert.equal(readFileSync(file("csv"), "utf8"), "user,share\n007,0.25\n");
  const read = await withDuckDb((engine) => engine.rows(`SELECT * FROM '${file("parquet")}'`));
  assert.deepEqual(read, [{ user: "007", share: 0.25 }]);
  await assert.rejects(saveTable(file("xml"), table, []), /ending in .json, .csv or .parquet/);
});
