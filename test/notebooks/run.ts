import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { PLOTLY_MIME } from "../../lib/figures";
import { type NotebookProgress, runNotebook, storedValues } from "../../lib/reports";

const SAMPLE = "test/fixtures/notebooks/sample.ipynb";

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A notebook of one cell; it stands where the kernel finds the package, and no other test looks. */
function notebookOf(t: TestContext, source: string): string {
  const file = path.resolve(`.cache/one-cell-${process.pid}.ipynb`);
  t.after(() => rmSync(file, { force: true }));
  const cell = {
    id: "a",
    cell_type: "code",
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  };
  const content = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("a notebook runs with its parameters, tells its progress and keeps what it stored", async (t) => {
  const output = path.join(temporaryFolder(t), "out/sample.ipynb");
  const told: NotebookProgress[] = [];
  const notebook = await runNotebook(SAMPLE, {
    output,
    parameters: { QUICK: true },
    onProgress: (progress) => told.push(progress),
  });
  // python3 -c "print(sum(int(10000 / n**2 + 0.5) for n in range(1, 21)))" -> 15961
  assert.deepEqual(storedValues(notebook), { total: 15961, interrupted: false });
  assert.ok(told.some(({ text }) => text?.startsWith("Waiting: 5 of 5 steps")));
  assert.equal(told.at(-1)?.cell, told.at(-1)?.cellCount);
  const bundles = notebook.cells.flatMap(
    ({ outputs }) => outputs?.map(({ data }) => data ?? {}) ?? [],
  );
  const figures = bundles.filter((bundle) => PLOTLY_MIME in bundle);
  assert.equal(figures.length, 3);
  for (const figure of figures) assert.ok("text/html" in figure && "text/plain" in figure);
  assert.deepEqual(JSON.parse(readFileSync(output, "utf8")), notebook);
});

test("a failing cell is named with what it said, and nothing is written", async (t) => {
  const output = path.join(temporaryFolder(t), "failed.ipynb");
  const notebook = notebookOf(t, 'throw new RangeError("no such film");');
  await assert.rejects(runNotebook(notebook, { output }), (error: Error) => {
    assert.match(error.message, /^one-cell-\d+\.ipynb, code cell 1 of 1: .*no such film/s);
    return true;
  });
  assert.ok(!existsSync(output));
});

test("an aborted run ends with the signal's reason and writes nothing", async (t) => {
  const output = path.join(temporaryFolder(t), "aborted.ipynb");
  const notebook = notebookOf(t, "await new Promise((resolve) => setTimeout(resolve, 60000));");
  const controller = new AbortController();
  const run = runNotebook(notebook, {
    output,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await assert.rejects(run, { message: "enough" });
  assert.ok(!existsSync(output));
});
