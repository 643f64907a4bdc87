/** Four unsigned 32-bit words. */
export type Words128 = readonly [number, number, number, number];

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/**
 * The 128-bit hash of some bytes, in the form made for 32-bit arithmetic (MurmurHash3_x86_128).
 * Not for secrets: it spreads labels over the states of random generators.
 *
 * @param bytes - any length, the empty one too
 * @param seed - a 32-bit integer
 * @see Appleby (2011), MurmurHash3, https://github.com/aappleby/smhasher
 */
export function murmurHash128(bytes: Uint8Array, seed = 0): Words128 {
  let h1 = seed | 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  const blockEnd = bytes.length - (bytes.length % 16);
  for (let i = 0; i < blockEnd; i += 16) {
    h1 ^= scramble(word(bytes, i, 4), C1, 15, C2);
    h1 = (Math.imul((rotateLeft(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= scramble(word(bytes, i + 4, 4), C2, 16, C3);
    h2 = (Math.imul((rotateLeft(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= scramble(word(bytes, i + 8, 4), C3, 17, C4);
    h3 = (Math.imul((rotateLeft(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= scramble(word(bytes, i + 12, 4), C4, 18, C1);
    h4 = (Math.imul((rotateLeft(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  const tail = bytes.length - blockEnd;
  h4 ^= scramble(word(bytes, blockEnd + 12, tail - 12), C4, 18, C1);
  h3 ^= scramble(word(bytes, blockEnd + 8, tail - 8), C3, 17, C4);
  h2 ^= scramble(word(bytes, blockEnd + 4, tail - 4), C2, 16, C3);
  h1 ^= scramble(word(bytes, blockEnd, tail), C1, 15, C2);

  h1 ^= bytes.length;
  h2 ^= bytes.length;
  h3 ^= bytes.length;
  h4 ^= bytes.length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h3 = avalanche(h3);
  h4 = avalanche(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  return [h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}

/** Up to four bytes from `start` as a little-endian word; 0 where there are none. */
function word(bytes: Uint8Array, start: number, byteCount: number): number {
  let value = 0;
  for (let i = Math.min(byteCount, 4) - 1; i >= 0; i--) value = (value << 8) | bytes[start + i];
  return value;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function scramble(value: number, first: number, bits: number, second: number): number {
  return Math.imul(rotateLeft(Math.imul(value, first), bits), second);
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
