/**
 * Writing protocol buffers: just what a TensorFlow graph needs. A message is the concatenation of
 * its fields, so each function gives bytes and callers join them.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

/** Wire types. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** A whole number in base 128, low digits first; negatives as 64-bit two's complement. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const digit = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? digit | 128 : digit);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

function fieldKey(field: number, wireType: number): Buffer {
  return varint((field << 3) | wireType);
}

/** A field that holds a whole number, an enum or a bool. */
export function numberField(field: number, value: number): Buffer {
  return Buffer.concat([fieldKey(field, VARINT), varint(value)]);
}

/** A field that holds a 32-bit float. */
export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([fieldKey(field, FIXED_32), bytes]);
}

/** A field that holds a string, bytes or a message. */
export function bytesField(field: number, value: string | Uint8Array): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([fieldKey(field, LENGTH_DELIMITED), varint(bytes.length), bytes]);
}

/** An entry of a `map<string, Message>` field. */
export function mapField(field: number, key: string, value: Uint8Array): Buffer {
  return bytesField(field, Buffer.concat([bytesField(1, key), bytesField(2, value)]));
}
