import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { checkout } from "../support/script";

/**
 * What somebody gets who installs the package into a project of their own: packed as for
 * publishing, installed into an empty folder without install scripts.
 */
const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-pack-"));
const project = path.join(folder, "project");
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(command: string, args: readonly string[], cwd = project): string {
  // npm passes the settings of the project that runs these tests on by variables of its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_|package_|lifecycle_)/.test(name),
    ),
  );
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

function writeProject(files: Readonly<Record<string, string>>): void {
  mkdirSync(project, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(project, name), text);
}

const program = `
import { denseMatrix, Interactions, matrixRow, tensorflowVersion, tf } from "interestlab";

const log: Interactions = Interactions.fromColumns({
  user: ["ann", "ann", "bob"],
  item: ["tea", "cake", "tea"],
});
const seen = log.matrix();
const row: Float32Array = matrixRow(denseMatrix(Float32Array.of(1, 2, 3, 4), 2, 2), 1);
const sum: number = tf.sum(tf.tensor1d(row)).dataSync()[0];
console.log(JSON.stringify({ entries: seen.entryCount, sum, tensorflow: tensorflowVersion() }));
`;

before(() => {
  mkdirSync(project);
  const npm = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const tarball = run("npm", npm, checkout).trim().split("\n").at(-1)!;
  writeProject({ "package.json": JSON.stringify({ name: "project", private: true }) });
  const quick = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  run("npm", ["install", ...quick, path.join(folder, tarball)]);
});

test("interestlab setup makes TensorFlow work in a project that installed the package", () => {
  const command = path.join(project, "node_modules/.bin/interestlab");
  assert.match(run(command, ["setup"]), /TensorFlow +2\.21\.0/);
  assert.match(run(command, ["doctor"]), /✔ backend +tensorflow/);
});

test("a program compiles against the package's types, as CommonJS and by Node 10's rules, and runs", () => {
  writeProject({ "program.ts": program });
  const tsc = path.join(checkout, "node_modules/typescript/bin/tsc");
  const strict = ["--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
  const types = ["--typeRoots", path.join(checkout, "node_modules/@types")];
  for (const way of ["node16", "node10"]) {
    const module = way === "node16" ? "node16" : "commonjs";
    const rules = ["--module", module, "--moduleResolution", way, "--outDir", way];
    run(process.execPath, [tsc, ...strict, ...types, ...rules, "program.ts"]);
    const said: unknown = JSON.parse(run(process.execPath, [`${way}/program.js`]));
    assert.deepEqual(said, { entries: 3, sum: 7, tensorflow: "2.21.0" });
  }
});

test("an ES module imports the package by name", () => {
  writeProject({
    "program.mjs": `
      import { Vocabulary, ndcg } from "interestlab";
      console.log(typeof Vocabulary, typeof ndcg);`,
  });
  assert.equal(run(process.execPath, ["program.mjs"]).trim(), "function function");
});

test("the package holds no test, notebook or data", () => {
  const listed = JSON.parse(
    run("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], checkout),
  ) as { files: { path: string }[] }[] | Record<string, { files: { path: string }[] }>;
  const files = Object.values(listed)[0].files.map((file) => file.path);
  assert.ok(files.includes("dist/lib/index.js") && files.includes("scripts/setupTensorflow.mjs"));
  const strays = files.filter((file) => /^(test|notebooks|data|dist\/test|bench)\//.test(file));
  assert.deepEqual(strays, []);
});
