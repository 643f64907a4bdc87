import assert from "node:assert/strict";
import { test } from "node:test";
import { componentSizes } from "../../lib/figures/componentSizes";

const island = (size: number) => ({ userCount: size, itemCount: size, interactionCount: size });

test("shares add up to 1 and those past the seventh stand together", () => {
  const figure = componentSizes([12, 2, 1, 1, 1, 1, 1, 1].map(island));
  const [{ y, x }] = figure.data;
  assert.equal(x!.length, 8);
  assert.equal(x!.at(-1), "8-8");
  assert.ok(Math.abs((y as number[]).reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
  assert.match(figure.layout.title.text, /8 components; the largest holds 60%/);
});

test("no component is refused", () => {
  assert.throws(() => componentSizes([]), {
    name: "RangeError",
    message: "componentSizes requires at least one component, got none",
  });
});
