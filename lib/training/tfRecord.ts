/**
 * Bytes as one record of TensorFlow's record format: length, checksum, bytes, checksum.
 *
 * @see https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecord format details"
 */
export function tfRecord(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([length, maskedCrc(length), bytes, maskedCrc(bytes)]);
}

function maskedCrc(bytes: Uint8Array): Buffer {
  const crc = crc32c(bytes);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  const four = Buffer.alloc(4);
  four.writeUInt32LE(masked);
  return four;
}

/** Of each byte, the remainder modulo Castagnoli's polynomial, bits reversed. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  }
  return remainder;
});

/** The checksum CRC-32C, in [0, 2^32). @see RFC 3720, appendix B.4 */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = REMAINDERS[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
