import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { checkout, script } from "../../support/script";

interface LockEntry {
  version?: string;
  integrity?: string;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, LockEntry>;
}
interface NodePackages {
  difference: (lock: Lock, installed: Lock) => string | null;
}
const nodePackages = script<NodePackages>("nodePackages.mjs");
const a: LockEntry = { version: "1.0.0", integrity: "sha512-a" };
const lock: Lock = {
  packages: {
    "": {},
    "node_modules/a": a,
    "node_modules/for-macos": { version: "2.0.0", integrity: "sha512-b", optional: true },
  },
};

test("packages are done if npm's record agrees with the lock file, other platforms' apart", async () => {
  const { difference } = await nodePackages;
  assert.equal(difference(lock, { packages: { "node_modules/a": a } }), null);
});

test("a missing package, another version and another content are differences", async () => {
  const { difference } = await nodePackages;
  assert.equal(difference(lock, { packages: {} }), "node_modules/a 1.0.0");
  for (const change of [{ version: "1.0.1" }, { integrity: "sha512-z" }]) {
    const installed = { packages: { "node_modules/a": { ...a, ...change } } };
    assert.equal(difference(lock, installed), "node_modules/a 1.0.0");
  }
});

test("the lock file holds the packages of every platform, which npm ci asks for", () => {
  const text = readFileSync(path.join(checkout, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as Lock;
  const optional = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ folder, name })),
  );
  assert.ok(optional.length > 0);
  for (const { folder, name } of optional) {
    const places = [`${folder}/node_modules/${name}`, `node_modules/${name}`];
    assert.ok(
      places.some((place) => place in packages),
      `${name}, which ${folder} may want, is missing`,
    );
  }
});

test("the lock file names no registry", () => {
  const text = readFileSync(path.join(checkout, "package-lock.json"), "utf8");
  assert.doesNotMatch(text, /"resolved": "https?:/);
});
