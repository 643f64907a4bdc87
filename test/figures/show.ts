import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { bars } from "../../lib/figures/bars";
import { figureBundle, PLOTLY_MIME, show } from "../../lib/figures/show";
import { InterestDistribution } from "../../lib/interests";
import { denseMatrix } from "../../lib/matrices";

const FIGURE = bars({ labels: ["a"], values: [1] }, { title: "One bar", value: "count" });

/** What `show` prints where there is no notebook. */
function printed(value: Parameters<typeof show>[0]): string {
  const log = mock.method(console, "log", () => undefined);
  try {
    show(value);
    return log.mock.calls.map((call) => String(call.arguments[0])).join("\n");
  } finally {
    log.mock.restore();
  }
}

test("a figure's bundle carries Plotly's form, HTML and text in one message", () => {
  const bundle = figureBundle(FIGURE);
  assert.deepEqual(Object.keys(bundle), [PLOTLY_MIME, "text/html", "text/plain"]);
  assert.equal(bundle["text/plain"], "[figure] One bar");
});

test("outside a notebook a table is text", () => {
  assert.equal(printed({ film: ["Heat"], count: [3] }), "film  count\nHeat      3");
});

test("outside a notebook a distribution is its figure's title and the likeliest interests", () => {
  const distribution = new InterestDistribution({
    users: ["7"],
    spaceName: "genres",
    interests: ["Drama", "War"],
    probabilities: denseMatrix(Float32Array.of(0.25, 0.75), 1, 2),
  });
  assert.match(printed(distribution), /User 7: War .*\nuser .*\n7 +War 75%, Drama 25%/);
});

test("anything else is an error that names its kind", () => {
  assert.throws(() => show(3 as never), {
    name: "TypeError",
    message: "show requires a figure, a table or a distribution, got number",
  });
});
