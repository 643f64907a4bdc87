import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { readCatalogue } from "../../lib/data/reading/readCatalogue";
import { readInteractions } from "../../lib/data/reading/readInteractions";
import { simulate } from "../../lib/simulation/simulate";
import { writeWorld } from "../../lib/simulation/writeWorld";

const root = mkdtempSync(path.join(os.tmpdir(), "interestlab-world-"));
after(() => rmSync(root, { recursive: true }));
const SMALL = { userCount: 60, itemCount: 50, interestCount: 5, periodCount: 3, seed: 7 };
const folder = (name: string) => path.join(root, name);

/** A digest of every file of a folder, by name. */
function digests(at: string): Record<string, string> {
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  return Object.fromEntries(
    files
      .map((file) => path.join(file.parentPath, file.name))
      .sort()
      .map((file) => [
        path.relative(at, file),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ]),
  );
}

test("the same seed writes the same bytes, another seed others", async () => {
  await writeWorld(folder("a"), SMALL);
  await writeWorld(folder("b"), SMALL);
  await writeWorld(folder("c"), { ...SMALL, seed: 8 });
  assert.deepEqual(digests(folder("a")), digests(folder("b")));
  assert.notEqual(
    digests(folder("a"))["interactions.csv"],
    digests(folder("c"))["interactions.csv"],
  );
});

test("what is written is what simulate gives, read back", async () => {
  const written = await writeWorld(folder("csv"), SMALL);
  const { interactions, truth, items } = simulate(SMALL);
  const read = await readInteractions(written.interactions);
  assert.equal(written.interactionCount, interactions.count);
  assert.deepEqual(read.toColumns(), interactions.toColumns());
  const missed = truth.missedCount.reduce((sum, n) => sum + n, 0);
  assert.equal(written.missedCount, missed);
  const bytes = readFileSync(path.join(folder("csv"), "truth", "interests.npy"));
  const theta = new Float32Array(
    Uint8Array.from(bytes.subarray(-truth.interests.byteLength)).buffer,
  );
  assert.deepEqual(theta, truth.interests);
  assert.match(bytes.subarray(0, 128).toString("latin1"), /NUMPY.*'shape': \(60, 3, 5\)/s);
  const catalogue = await readCatalogue(path.join(folder("csv"), "items.csv"));
  assert.deepEqual(catalogue.categories, items.categories);
});

test("Parquet holds the same rows", async () => {
  const written = await writeWorld(folder("parquet"), SMALL, { format: "parquet" });
  assert.match(written.interactions, /interactions\.parquet$/);
  assert.ok(!existsSync(path.join(folder("parquet"), "interactions.csv")));
  const read = await readInteractions(written.interactions);
  assert.deepEqual(read.toColumns(), simulate(SMALL).interactions.toColumns());
});

test("a folder that holds something is refused and left as it is", async () => {
  await writeWorld(folder("full"), SMALL);
  const before = digests(folder("full"));
  await assert.rejects(writeWorld(folder("full"), SMALL), {
    name: "RangeError",
    message: /^writeWorld requires a new or empty folder, got interactions.csv in /,
  });
  assert.deepEqual(digests(folder("full")), before);
});

test("an interrupted world leaves no folder", async () => {
  const controller = new AbortController();
  const work = writeWorld(folder("cut"), SMALL, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await assert.rejects(work, { message: "enough" });
  assert.ok(!existsSync(folder("cut")));
});

test("a kind with a comma and one in Chinese come back as they were", async () => {
  const kinds = [
    { kind: "like, a lot", share: 0.5 },
    { kind: "浏览", share: 0.5 },
  ];
  const { interactions } = await writeWorld(folder("kinds"), { ...SMALL, kinds });
  const read = await readInteractions(interactions);
  assert.deepEqual([...read.kinds.ids].sort(), ["like, a lot", "浏览"]);
});
