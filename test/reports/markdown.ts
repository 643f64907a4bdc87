import assert from "node:assert/strict";
import { test } from "node:test";
import { renderMarkdown } from "../../lib/reports/markdown";

test("equations become MathML, alone in a block and within a line", () => {
  const { html } = renderMarkdown("where $C_i$ is a sum:\n\n$$G = 1$$\n", "a");
  assert.equal(html.match(/<math/g)?.length, 2);
  assert.match(html, /<p>where <span class="katex"><math.*<\/span> is a sum:<\/p>/);
  assert.match(html, /<p class="equation">.*display="block"/);
});

test("dollars are not equations", () => {
  assert.doesNotMatch(renderMarkdown("It costs $5 and $10, or \\$3.", "a").html, /<math/);
});

test("headings have anchors of their own, and tables can scroll", () => {
  const { html, headings } = renderMarkdown("# A *b*\n\n## A *b*\n\n| x |\n| --: |\n| 1 |\n", "n");
  assert.deepEqual(headings, [
    { level: 1, html: "A <em>b</em>", id: "n-1" },
    { level: 2, html: "A <em>b</em>", id: "n-2" },
  ]);
  assert.match(html, /<div class="table"><table>.*<td style="text-align: right">1<\/td>/s);
});
