import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesField, doubleField, floatField, integerField } from "../../lib/training/protobuf";

test("fields have the bytes of the encoding guide's examples", () => {
  // https://protobuf.dev/programming-guides/encoding/: Test1 { a: 150 }, Test2 { b: "testing" }
  assert.equal(integerField(1, 150).toString("hex"), "089601");
  assert.equal(bytesField(2, "testing").toString("hex"), "120774657374696e67");
});

test("integers beyond 32 bits and floating numbers keep their values", () => {
  // google.protobuf 7.36: event_pb2.Event(step=2**40, wall_time=0.5).SerializeToString().hex()
  const event = Buffer.concat([doubleField(1, 0.5), integerField(2, 2 ** 40)]);
  assert.equal(event.toString("hex"), "09000000000000e03f10808080808020");
  assert.equal(floatField(2, 1).toString("hex"), "150000803f");
});

test("a negative integer or one that is none is refused", () => {
  assert.throws(() => integerField(1, -1), { name: "RangeError", message: /got -1$/ });
  assert.throws(() => integerField(1, 0.5), { message: /got 0\.5$/ });
});
