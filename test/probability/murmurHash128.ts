import assert from "node:assert/strict";
import { test } from "node:test";
import { murmurHash128 } from "../../lib/probability/murmurHash128";

// mmh3 5 (PyPI): mmh3.hash128(key, seed, x64arch=False), as four little-endian words
const cases: [name: string, key: Uint8Array, seed: number, words: number[]][] = [
  ["nothing", new Uint8Array(0), 1, [2294590956, 1423049145, 1423049145, 1423049145]],
  ["a short word", Buffer.from("hello"), 0, [723797152, 3683770103, 2598056374, 2598056374]],
  [
    "a sentence",
    Buffer.from("The quick brown fox jumps over the lazy dog"),
    42,
    [2965806105, 2986186183, 80168637, 3058683884],
  ],
  [
    "the bytes 0 to 30",
    Uint8Array.from({ length: 31 }, (_, i) => i),
    7,
    [822784848, 1667854530, 849865623, 1042945127],
  ],
];
for (const [name, key, seed, words] of cases) {
  test(`the hash of ${name} equals mmh3's`, () => {
    assert.deepEqual(murmurHash128(key, seed), words);
  });
}
