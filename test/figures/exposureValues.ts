import assert from "node:assert/strict";
import { test } from "node:test";
import { exposureValues } from "../../lib/figures/exposureValues";

test("parts without a row are left out, the ends are in the title", () => {
  const figure = exposureValues({
    side: "item",
    meanByTenth: [2, NaN, 4],
    rankCorrelation: 0.25,
  });
  const line = figure.data.find(({ name }) => name === "mean value")!;
  assert.deepEqual([line.x, line.y], [
    [1, 3],
    [2, 4],
  ]);
  assert.match(figure.layout.title.text.replaceAll("<br>", " "), /from 2 for the rarest items to 4/);
});

test("no value at all is refused", () => {
  assert.throws(() => exposureValues({ side: "user", meanByTenth: [NaN], rankCorrelation: NaN }), {
    name: "RangeError",
    message: "exposureValues requires at least one mean value, got none",
  });
});
