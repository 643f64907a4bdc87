// Compiles lib/native/kernels (AssemblyScript) to dist/lib/native/kernels/*.wasm: one module for
// plain SIMD, one for relaxed SIMD (fused multiply-add). Does nothing while the sources are older.
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const sources = "lib/native/kernels";
const outputs = "dist/lib/native/kernels";
const changed = Math.max(
  ...readdirSync(sources).map((file) => statSync(path.join(sources, file)).mtimeMs),
  statSync(new URL(import.meta.url)).mtimeMs,
);
const shared = ["--importMemory", "--sharedMemory", "--maximumMemory", "65536"];
const plain = [
  "--runtime",
  "stub",
  "--noAssert",
  "--use",
  "abort=",
  "--uncheckedBehavior",
  "always",
];
const builds = {
  "simd.wasm": ["threads", "simd"],
  "relaxed.wasm": ["threads", "simd", "relaxed-simd"],
};
for (const [name, features] of Object.entries(builds)) {
  const output = path.join(outputs, name);
  if (existsSync(output) && statSync(output).mtimeMs > changed) continue;
  mkdirSync(outputs, { recursive: true });
  const { main: compile } = await import("assemblyscript/asc");
  const { error, stderr } = await compile([
    path.join(sources, "index.ts"),
    ...["--outFile", output, "-O3", "--initialMemory", "16"],
    ...shared,
    ...plain,
    ...features.flatMap((feature) => ["--enable", feature]),
  ]);
  if (error) {
    console.error(`kernels: ${error.message}\n${stderr.toString()}`);
    process.exit(1);
  }
}
