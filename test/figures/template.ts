import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFigure, logTicks, wrapText } from "../../lib/figures/template";

test("a long title wraps into lines of about one length, and the margin grows with it", () => {
  const short = composeFigure({ name: "n", title: "Short", traces: [] });
  const long = composeFigure({ name: "n", title: "word ".repeat(20).trim(), traces: [] });
  const lines = long.layout.title.text.split("<br>");
  assert.equal(lines.length, 2);
  assert.ok(Math.abs(lines[0].length - lines[1].length) < 8);
  assert.ok(long.layout.meta.titleHeight > short.layout.meta.titleHeight);
  assert.ok(long.layout.height > short.layout.height);
});

test("wrapping keeps every word and breaks none", () => {
  const text = "a incomprehensibilities b c";
  assert.equal(wrapText(text, 6).join(" "), text);
});

test("the caller's title, subtitle and name win over the builder's", () => {
  const { layout } = composeFigure(
    { name: "n", title: "t", traces: [] },
    { title: "mine", subtitle: "n = 3", name: "own" },
  );
  assert.match(layout.title.text, /^mine<br><span.*>n = 3<\/span>$/);
  assert.equal(layout.meta.name, "own");
});

test("a legend is there only for more than one named trace", () => {
  const trace = (name: string) => ({ type: "bar" as const, name });
  const legendOf = (names: string[]) =>
    composeFigure({ name: "n", title: "t", traces: names.map(trace) }).layout.showlegend;
  assert.equal(legendOf(["a"]), false);
  assert.equal(legendOf(["a", "b"]), true);
});

test("a narrow log axis has ticks at 1, 2 and 5, a wide one at powers of ten", () => {
  assert.deepEqual(logTicks([20, 300]).tickvals, [10, 20, 50, 100, 200, 500]);
  assert.deepEqual(logTicks([1, 1e4]).tickvals, [1, 10, 100, 1000, 10000]);
});
