import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import os from "node:os";
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

test("metrics lists the names that evaluate knows, without loading TensorFlow", () => {
  const { out, heavy } = probed("metrics");
  for (const name of ["cappedRecall", "gauc", "jensenShannon", "intervalCoverage"]) {
    assert.match(out, new RegExp(`^${name} `, "m"));
  }
  assert.deepEqual(heavy, []);
});

test("verbs over logs don't load TensorFlow", () => {
  const log = path.resolve("data/ml-latest-small/ratings.csv.gz");
  for (const args of [
    ["clean", "--input", log, "--output", os.devNull],
    ["split", "--input", log, "--protocol", "nonesuch", "--output", "never"],
    ["sparsity", "--input", log, "--bootstrap", "1"],
    ["simulate", "--users", "none", "--output", "never"],
  ]) {
    assert.deepEqual(probed(...args).heavy, [], args[0]);
  }
});

/** Runs a verb, and tells which files of TensorFlow it loaded. */
function probed(...args: string[]): { out: string; heavy: string[] } {
  const probe = `
    process.on("exit", () => {
      const heavy = Object.keys(require.cache).filter((file) => /tfjs/.test(file));
      require("node:fs").writeSync(3, JSON.stringify(heavy.slice(0, 1)));
    });
    process.argv.push(...${JSON.stringify(args)});
    require(${JSON.stringify(main)});`;
  const { stdout, output } = spawnSync(process.execPath, ["-e", probe], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  return { out: stdout, heavy: JSON.parse(output[3]!) as string[] };
}
