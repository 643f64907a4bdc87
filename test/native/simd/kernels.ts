import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { KernelSpace } from "../../../lib/native/simd";
import { RandomGenerator } from "../../../lib/probability";

const SIZE = 8;
const random = new RandomGenerator(3);
const floats = (count: number): Float32Array =>
  Float32Array.from({ length: count }, () => random.uniform() - 0.5);

function ensureClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance = 1e-5,
): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    const gap = Math.abs(actual[i] - expected[i]);
    assert.ok(gap <= tolerance, `${actual[i]} instead of ${expected[i]} at ${i}`);
  }
}

/** The plain inner product of two rows. */
function inner(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number {
  let sum = 0;
  for (let k = 0; k < SIZE; k++) sum += a[i * SIZE + k] * b[j * SIZE + k];
  return sum;
}

test("gramBlocks adds up to Y'Y, with a short last block", () => {
  const rowCount = 150;
  const y = floats(rowCount * SIZE);
  const space = new KernelSpace();
  const out = space.float32(2 * SIZE * SIZE);
  const rest = [space.float32(y).address, rowCount, SIZE, 100, out.address];
  space.run("gramBlocks", 2, rest, { grain: 1 });
  for (let i = 0; i < SIZE; i++) {
    for (let j = i; j < SIZE; j++) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) sum += y[row * SIZE + i] * y[row * SIZE + j];
      const found = out.values[i * SIZE + j] + out.values[SIZE * SIZE + i * SIZE + j];
      ensureClose([found], [sum]);
    }
  }
});

test("turnRows multiplies rows by a matrix in place, for any number of rows", () => {
  for (const rowCount of [1, 4, 7]) {
    const y = floats(rowCount * SIZE);
    const q = floats(SIZE * SIZE);
    const space = new KernelSpace();
    const rows = space.float32(y);
    const rest = [rows.address, space.float32(q).address, SIZE];
    space.run("turnRows", rowCount, rest, { scratchFloats: 4 * SIZE });
    const expected = Float64Array.from(y, (_, at) => {
      const [row, column] = [Math.floor(at / SIZE), at % SIZE];
      let sum = 0;
      for (let k = 0; k < SIZE; k++) sum += y[row * SIZE + k] * q[k * SIZE + column];
      return sum;
    });
    ensureClose(rows.values, expected);
  }
});

test("productRows gives all inner products of the selected rows", () => {
  const [rowCount, columnCount] = [5, 70];
  const x = floats(rowCount * SIZE);
  const y = floats(columnCount * SIZE);
  const selected = [4, 0, 2];
  const space = new KernelSpace();
  const out = space.float32(selected.length * columnCount);
  const arrays = [space.float32(x), space.int32(selected), space.float32(y)];
  const rest = [...arrays.map((array) => array.address), columnCount, SIZE, out.address];
  space.run("productRows", selected.length, rest);
  ensureClose(
    out.values,
    selected.flatMap((row) => Array.from({ length: columnCount }, (_, c) => inner(x, row, y, c))),
  );
});

test("sumRows multiplies a sparse matrix by a dense one", () => {
  const matrix = SparseMatrix.fromEntries([3, 4], [0, 0, 2], [1, 3, 0], [2, -1, 0.5]);
  const b = floats(4 * SIZE);
  const space = new KernelSpace();
  const out = space.float32(3 * SIZE);
  const csr = [
    space.int32(matrix.rowStart),
    space.int32(matrix.columnIndex),
    space.float32(matrix.value),
  ];
  const addresses = [...csr, space.float32(b), out].map((array) => array.address);
  space.run("sumRows", 3, [...addresses, SIZE]);
  const expected = Array.from({ length: SIZE }, (_, k) => 2 * b[SIZE + k] - b[3 * SIZE + k]);
  ensureClose(out.values.subarray(0, SIZE), expected);
  ensureClose(out.values.subarray(SIZE, 2 * SIZE), new Float32Array(SIZE));
  ensureClose(
    out.values.subarray(2 * SIZE),
    Array.from(b.subarray(0, SIZE), (x) => 0.5 * x),
  );
});

test("svdPlusPlusRows equals a step on every f_j after every rating", () => {
  const [userCount, itemCount, offset, mean, rate, reg] = [3, 5, 4, 3, 0.05, 0.1];
  const matrix = SparseMatrix.fromEntries(
    [userCount, itemCount],
    [0, 0, 0, 1, 1, 2, 2, 2, 2],
    [0, 1, 4, 1, 2, 0, 2, 3, 4],
    [5, 3, 1, 4, 2, 1, 5, 3, 4],
  );
  /** Vectors of four factors and two offsets, the place given 1. */
  const vectors = (count: number, one: number | null): Float32Array => {
    const rows = floats(count * SIZE);
    for (let row = 0; row < count; row++) {
      rows.fill(0, row * SIZE + offset, (row + 1) * SIZE);
      if (one !== null) rows[row * SIZE + one] = 1;
    }
    return rows;
  };
  const starts = [
    vectors(userCount, offset + 1),
    vectors(itemCount, offset),
    vectors(itemCount, null),
  ];
  const space = new KernelSpace();
  const shared = starts.map((start) => space.float32(start));
  const csr = [
    space.int32(matrix.rowStart),
    space.int32(matrix.columnIndex),
    space.float32(matrix.value),
  ];
  const total = space.float32(2);
  const addresses = [...csr, ...shared, total].map((array) => array.address);
  space.run("svdPlusPlusRows", userCount, [...addresses, SIZE, offset, mean, rate, reg], {
    grain: userCount,
    scratchFloats: 3 * SIZE,
  });

  const [p, q, f] = starts.map((start) => Float64Array.from(start));
  for (let user = 0; user < userCount; user++) {
    const rated = [...matrix.rowColumns(user)];
    rated.forEach((item, place) => {
      const root = 1 / Math.sqrt(rated.length);
      const z = Float64Array.from({ length: SIZE }, (_, k) =>
        rated.reduce((sum, j) => sum + root * f[j * SIZE + k], 0),
      );
      let error = matrix.rowValues(user)[place] - mean;
      for (let k = 0; k < SIZE; k++) error -= (p[user * SIZE + k] + z[k]) * q[item * SIZE + k];
      for (let k = 0; k < offset + 2; k++) {
        const [pk, qk] = [p[user * SIZE + k], q[item * SIZE + k]];
        if (k !== offset + 1) p[user * SIZE + k] += rate * (error * qk - reg * pk);
        if (k !== offset) q[item * SIZE + k] += rate * (error * (pk + z[k]) - reg * qk);
        if (k >= offset) continue;
        for (const j of rated) {
          f[j * SIZE + k] += rate * (error * root * qk - reg * f[j * SIZE + k]);
        }
      }
    });
  }
  shared.forEach(({ values }, which) => ensureClose(values, [p, q, f][which]));
});
