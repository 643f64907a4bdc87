import assert from "node:assert/strict";
import { test } from "node:test";
import { modelColour } from "../../lib/figures/palette";

test("one model has one colour, however it is spelled", () => {
  assert.equal(modelColour("CNN encoder"), modelColour("cnn"));
  assert.equal(modelColour("CnnEncoder"), modelColour("cnn"));
  assert.notEqual(modelColour("CnnEncoder"), modelColour("DirichletMultinomial"));
  assert.equal(modelColour("EASE"), modelColour("Ease (ratings of 4 and over)"));
  assert.notEqual(modelColour("EASE"), modelColour("CNN"));
});

test("a model of an unknown name keeps its colour", () => {
  assert.equal(modelColour("my own"), modelColour("my own"));
  assert.match(modelColour("my own"), /^#[0-9A-F]{6}$/);
});
