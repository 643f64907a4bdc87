import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cell, type CellOutput } from "../../lib/reports/Notebook";
import { renderCodeCell } from "../../lib/reports/renderCell";

function render(outputs: CellOutput[], source = "f();", tags: string[] = []): string {
  const cell: Cell = { cell_type: "code", source, metadata: { tags }, outputs };
  return renderCodeCell(cell, () => assert.fail("no figure here"));
}

test("code is folded away and escaped, a run's parameters stay open", () => {
  assert.match(render([], "a < b"), /^<details class="code"><summary>.*a &lt; b/);
  assert.match(render([], "const X = 1;", ["injected-parameters"]), /^<details class="code" open>/);
});

test("a stream loses its colours and what a carriage return overwrote", () => {
  const text = "10%\r\u001b[32m100%\u001b[0m\nnext";
  assert.match(render([{ output_type: "stream", name: "stdout", text }]), />100%\nnext<\/pre>/);
});

test("stored values show nothing", () => {
  const data = { "application/x-interestlab+json": { name: "a", value: 1 } };
  assert.doesNotMatch(render([{ output_type: "display_data", data }]), /output/);
});
