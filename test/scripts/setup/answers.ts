import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { checkout, script } from "../../support/script";

test("the doctor knows every unwrapped op that the library calls by a literal name", async () => {
  const { unwrappedOps } = await script<{ unwrappedOps: string[] }>("answers.mjs");
  const called = new Set<string>();
  for (const file of readdirSync(path.join(checkout, "lib"), { recursive: true }) as string[]) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(path.join(checkout, "lib", file), "utf8");
    for (const [, op] of text.matchAll(/execute(?:SingleOutput|MultipleOutputs)\(\s*"(\w+)"/g)) {
      called.add(op);
    }
  }
  assert.ok(called.has("Cholesky"), "the search finds what is known to be called");
  assert.deepEqual(
    [...called].filter((op) => !unwrappedOps.includes(op)),
    [],
  );
});
