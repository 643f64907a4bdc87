import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, figureBundle } from "../../lib/figures";
import { assembleReport } from "../../lib/reports/assembleReport";
import { type Cell, type Notebook } from "../../lib/reports/Notebook";

const FIGURE = bars({ labels: ["</script>"], values: [1] }, { title: "One <bar>", value: "count" });

function notebook(): Notebook {
  const show: Cell = {
    cell_type: "code",
    source: "show(figure)",
    metadata: {},
    outputs: [{ output_type: "display_data", data: figureBundle(FIGURE) }],
  };
  const text: Cell = {
    cell_type: "markdown",
    source: ["# Title\n", "\n", "## Part\n"],
    metadata: {},
  };
  return { cells: [text, show, show] };
}

const page = assembleReport([{ stem: "1-data", notebook: notebook() }], {
  title: "A & B",
  facts: () => ({ Versions: { node: "v20" } }),
  credits: ["From MovieLens."],
});

test("a page refers to nothing outside itself", () => {
  const withoutPlotly = page.replace(/<script type="text\/plain"[\s\S]*?<\/script>/, "");
  assert.doesNotMatch(withoutPlotly, /<(script|img|iframe)[^>]* src=|<link[^>]* href="(?!data:)/);
  assert.doesNotMatch(withoutPlotly, /@import|url\(/);
  assert.ok(page.length < 8e6);
});

test("each figure has a caption, an anchor of its own and data that can't end its script", () => {
  assert.match(page, /id="1-data-bars"[\s\S]*id="1-data-bars-2"/);
  assert.match(page, /<figcaption>One &lt;bar&gt;<\/figcaption>/);
  assert.match(page, /\\u003c\/script>/);
});

test("headings are in the contents; facts and credits at the end", () => {
  assert.match(page, /<li><a href="#1-data-0-1">Title<\/a><ol><li><a href="#1-data-0-2">Part/);
  assert.match(page, /<dt>node<\/dt><dd>v20<\/dd>/);
  assert.match(page, /From MovieLens\./);
  assert.match(page, /<title>A &amp; B<\/title>/);
});
