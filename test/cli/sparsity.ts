import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-cli-"));
after(() => rmSync(root, { recursive: true }));
const main = path.resolve(__dirname, "../../lib/cli/main.js");
const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { encoding: "utf8", cwd: root });

test("simulate writes a world, and sparsity reads its log", () => {
  writeFileSync(path.join(root, "world.yaml"), "interactionsPerUser: 8\nperiodCount: 2\n");
  const made = run(
    ...["simulate", "--users", "80", "--items", "60", "--seed", "5", "--output", "world"],
    ...["--config", "world.yaml", "--json", "made.json"],
  );
  assert.equal(made.status, 0, made.stderr);
  const written = JSON.parse(readFileSync(path.join(root, "made.json"), "utf8")) as {
    interactionCount: number;
  };
  const told = run(
    ...["sparsity", "--input", "world/interactions.csv", "--bootstrap", "5", "--json", "s.json"],
  );
  assert.equal(told.status, 0, told.stderr);
  assert.match(told.stdout, /connected components/);
  const report = JSON.parse(readFileSync(path.join(root, "s.json"), "utf8")) as {
    density: { interactionCount: number };
  };
  assert.equal(report.density.interactionCount, written.interactionCount);
});

test("bad input is one line, exit code 2 and no output", () => {
  const cases: [line: RegExp, args: string[]][] = [
    [/whole number for --users, got many/, ["simulate", "--users", "many", "--output", "no"]],
    [/--format csv or parquet, got xml/, ["simulate", "--format", "xml", "--output", "no"]],
    [/requires userCount.*got 0/, ["simulate", "--users", "0", "--output", "no"]],
    [/no-such\.yaml/, ["simulate", "--config", "no-such.yaml", "--output", "no"]],
    [/no-such\.csv/, ["sparsity", "--input", "no-such.csv", "--json", "no"]],
  ];
  for (const [line, args] of cases) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, line);
    assert.equal(stderr.trim().split("\n").length, 1);
    assert.ok(!existsSync(path.join(root, "no")));
  }
});
