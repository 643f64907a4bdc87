import assert from "node:assert/strict";
import { test } from "node:test";
import { sniffDelimiter, splitRecord } from "../../../lib/data/reading/delimited";

test("quoted fields hold separators, line ends and doubled quotes", () => {
  assert.deepEqual(splitRecord('1,"a, ""b""\nc",', ","), ["1", 'a, "b"\nc', ""]);
});

test("an open quote is null, text after a closing one undefined, a quote inside a field plain", () => {
  assert.equal(splitRecord('1,"a', ","), null);
  assert.equal(splitRecord('1,"a"b,2', ","), undefined);
  assert.deepEqual(splitRecord('1,5" disk', ","), ["1", '5" disk']);
});

test("the separator is what the lines agree on", () => {
  assert.equal(sniffDelimiter("a.csv", ["movieId,title", '1,"x, y|z"', "2,y|z|w"]), ",");
  assert.equal(sniffDelimiter("ratings.dat", ["1::1193::5::978300760", "1::661::3::9783"]), "::");
  assert.equal(sniffDelimiter("a.txt", ["196\t242\t3", "186\t302\t3"]), "\t");
  assert.equal(sniffDelimiter("a.txt", ["a;b c", "d;e f"]), ";");
  assert.equal(sniffDelimiter("a.txt", ["1 2 3", "2 9 8 7 6"]), " ");
  assert.equal(sniffDelimiter("a.inter", ["user_id:token"]), "\t");
});
