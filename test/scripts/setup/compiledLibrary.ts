import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "../../support/script";

test("what a deleted source left in dist is found, and nothing else", async () => {
  const { staleOutputs } = await script<{
    staleOutputs: (outputs: string[], sources: string[]) => string[];
  }>("compiledLibrary.mjs");
  const outputs = [
    "test/gone.js",
    "test/gone.d.ts",
    "test/gone.js.map",
    "test/here.js",
    "test/here.d.ts",
    "lib/native/kernels/simd.wasm",
  ];
  assert.deepEqual(staleOutputs(outputs, ["test/here.ts"]), outputs.slice(0, 3));
});
