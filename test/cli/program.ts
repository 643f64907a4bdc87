import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { failure } from "../../lib/cli/failure";
import { program } from "../../lib/cli/program";
import type { Verb } from "../../lib/cli/Verb";

const main = path.resolve(__dirname, "../../lib/cli/main.js");

test("a verb gets its arguments and options, typed by its own parser", async () => {
  const seen: unknown[] = [];
  const verb: Verb = {
    name: "count",
    summary: "counts",
    define(command) {
      command
        .argument("<log>", "file")
        .option("-k <count>", "length of a list", Number, 10)
        .action((log: string, options: { k: number }) => {
          seen.push(log, options.k);
        });
    },
  };
  await program([verb]).parseAsync(["node", "interestlab", "count", "log.csv", "-k", "3"]);
  assert.deepEqual(seen, ["log.csv", 3]);
  const wrong = program([verb]).parseAsync(["node", "interestlab", "count"]);
  await assert.rejects(wrong, (error) => {
    assert.deepEqual(failure(error), { message: "missing required argument 'log'", exitCode: 2 });
    return true;
  });
});

test("an unknown verb exits with 2 and one line on stderr", () => {
  const { status, stderr } = spawnSync(process.execPath, [main, "docter"], { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /^interestlab: unknown command 'docter'.*\n/);
  assert.match(stderr, /doctor/);
});

test("help lists the verbs without loading TensorFlow", () => {
  const probe = `
    process.on("exit", () => {
      const heavy = Object.keys(require.cache).filter((file) => /tfjs|duckdb/.test(file));
      if (heavy.length > 0) { console.error(heavy[0]); process.exitCode = 9; }
    });
    process.argv.push("--help");
    require(${JSON.stringify(main)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", probe], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /doctor .*print versions/);
});
