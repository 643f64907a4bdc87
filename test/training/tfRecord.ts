import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32c, tfRecord } from "../../lib/training/tfRecord";

test("the checksum equals RFC 3720's examples", () => {
  // RFC 3720, appendix B.4, in the order of its bytes: 32 zeros, 32 ones, 0 to 31.
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(255)), 0x62a8ab43);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, n) => n)), 0x46dd794e);
  assert.equal(crc32c(Buffer.from("123456789")), 0xe3069283);
});

test("a record is its length, its checksum, the bytes and their checksum", () => {
  const record = tfRecord(Buffer.from("abc"));
  assert.equal(record.length, 8 + 4 + 3 + 4);
  assert.equal(record.readBigUInt64LE(0), 3n);
  assert.equal(record.toString("utf8", 12, 15), "abc");
});
