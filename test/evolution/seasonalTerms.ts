import assert from "node:assert/strict";
import { test } from "node:test";
import { InterestWindows } from "../../lib/evolution/InterestWindows";
import { seasonAt, seasonalTerms, withoutSeason } from "../../lib/evolution/seasonalTerms";

/** Many rows of two interests whose log-odds go with a cosine of half a unit. */
function seasonal(): InterestWindows {
  const counts = Array.from({ length: 24 }, (_, t) => {
    const odds = Math.exp(0.5 * Math.cos((2 * Math.PI * t) / 12));
    return [(1e4 * odds) / (1 + odds), 1e4 / (1 + odds)];
  }).flat();
  return new InterestWindows({
    users: ["u"],
    spaceName: "s",
    interests: ["a", "b"],
    edgesMs: Float64Array.from({ length: 25 }, (_, i) => i),
    counts: Float32Array.from(counts),
  });
}

test("the season of log-odds is found, and taken out of the counts", () => {
  const windows = seasonal();
  const terms = seasonalTerms(windows, 12);
  // One user of weight 1 beside one half for each interest shrinks the shares to the middle.
  const [a, b] = seasonAt(terms, 0);
  assert.ok(a - b > 0.15 && a - b < 0.5, `${a - b}`);
  assert.ok(Math.abs(seasonAt(terms, 3)[0]) < 0.02);
  const flat = withoutSeason(windows, terms);
  const total = flat.row(0, 5).reduce((sum, count) => sum + count, 0);
  assert.ok(Math.abs(total - 1e4) < 1, "each window keeps its total");
  const swing = (of: InterestWindows) => of.row(0, 0)[0] - of.row(0, 6)[0];
  assert.ok(swing(flat) < 0.7 * swing(windows));
});

test("fewer windows than a season are refused", () => {
  assert.throws(() => seasonalTerms(seasonal().until(8), 12), /seasonalTerms requires a season/);
});
