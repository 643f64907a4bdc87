import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { schemaFault } from "../../lib/data/schemaFault";

const schema = z.strictObject({
  data: z.union([z.strictObject({ input: z.string() }), z.strictObject({ train: z.string() })]),
  models: z.array(z.strictObject({ model: z.string() })).optional(),
  action: z.enum(["drop", "clip"]).default("drop"),
  k: z.number().min(1).default(1),
  space: z.record(z.string(), z.strictObject({ high: z.number() })).optional(),
});

function fault(value: unknown, options?: { within?: string[] }): string {
  const parsed = schema.safeParse(value);
  assert.ok(parsed.error);
  const { path, message } = schemaFault(schema, parsed.error, value, options);
  return `${path.join(".")} | ${message}`;
}

const good = { data: { input: "a" } };

test("an unknown key is named with the nearest key of its own level", () => {
  assert.equal(fault({ ...good, modles: [] }), "modles | unknown key modles; did you mean models?");
  assert.equal(
    fault({ ...good, models: [{ model: "a", modle: "b" }] }),
    "models.0.modle | unknown key models.0.modle; did you mean model?",
  );
  assert.equal(fault({ data: { trian: "a" } }), "data.trian | unknown key data.trian; did you mean train?");
  const space = { x: { high: 1, hihg: 2 } };
  assert.match(fault({ ...good, space }), /unknown key space\.x\.hihg; did you mean high\?$/);
  assert.equal(fault({ ...good, zzzzzzz: 1 }), "zzzzzzz | unknown key zzzzzzz");
});

test("a misspelt choice is named with the nearest, and a wrong value with its path", () => {
  assert.match(fault({ ...good, action: "clp" }), /^action \| action: .*; did you mean clip\?$/);
  assert.match(fault({ ...good, k: 0 }, { within: ["rules"] }), /^rules\.k \| rules\.k: Too small/);
  assert.match(fault(3), /^ \| value: Invalid input/);
});

test("what is missing is said to be required", () => {
  assert.equal(fault({ ...good, models: [{}] }), "models.0.model | models.0.model is required, and isn't there");
});
