import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix, symmetricEigen } from "../../../lib/matrices";
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

test("eigenRows gives the eigenvalues and eigenvectors of the plain form", () => {
  for (const size of [2, 8, 30]) {
    const half = floats(size * size);
    const matrix = Float64Array.from({ length: size * size }, (_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      return half[i * size + j] + half[j * size + i];
    });
    const space = new KernelSpace();
    const shared = space.float32(2 * size * (2 * size + 1));
    const doubles = new Float64Array(shared.values.buffer, shared.address, size * (2 * size + 1));
    doubles.set(matrix);
    const places = [0, size * size, 2 * size * size];
    const rest = [...places.map((place) => shared.address + 8 * place), size];
    space.run("eigenRows", 1, rest, { scratchFloats: 8 * size });
    const vectors = doubles.subarray(places[1], places[2]);
    const values = doubles.subarray(places[2]);
    ensureClose(values.toSorted(), symmetricEigen(matrix, size).values, 1e-12);
    for (let k = 0; k < size; k++) {
      const vector = vectors.subarray(k * size, (k + 1) * size);
      ensureClose([Math.hypot(...vector)], [1], 1e-12);
      const turned = vector.map((_, i) =>
        vector.reduce((sum, x, j) => sum + matrix[i * size + j] * x, 0),
      );
      ensureClose(
        turned,
        vector.map((x) => values[k] * x),
        1e-12,
      );
    }
  }
});

/** Entries of blocks x blocks cells, `each` a cell; users and items of a block follow each other. */
function gridLog(blocks: number, each: number, rowsOfBlock: number) {
  const row = (block: number): number => block * rowsOfBlock + random.below(rowsOfBlock);
  const cells = Array.from({ length: blocks * blocks * each }, (_, entry) => {
    const cell = Math.floor(entry / each);
    return [row(Math.floor(cell / blocks)), row(cell % blocks), 1 + random.below(5)];
  });
  const segments = Array.from({ length: blocks * blocks + 1 }, (_, cell) => cell * each);
  return { cells, segments };
}

for (const threads of ["1", "3"]) {
  test(`ratingCells takes a gradient step a rating, round by round (threads: ${threads})`, () => {
    process.env.INTERESTLAB_THREADS = threads;
    const [blocks, rowCount, rate, penalty] = [4, 24, 0.05, 0.1];
    const { cells, segments } = gridLog(blocks, 20, rowCount / blocks);
    const [users, items] = [floats(rowCount * SIZE), floats(rowCount * SIZE)];
    const space = new KernelSpace();
    const [x, y] = [space.float32(users), space.float32(items)];
    const columns = [0, 1].map((place) => space.int32(cells.map((cell) => cell[place])));
    const value = space.float32(cells.map((cell) => cell[2]));
    const totals = space.float32(2 * blocks);
    const arrays = [
      space.int32(segments),
      ...columns,
      value,
      x,
      y,
      space.int32(3 * blocks + 1),
      totals,
    ];
    const rest = [Number(threads), blocks, SIZE, SIZE - 2, 3, rate, penalty];
    const addresses = arrays.map((array) => array.address);
    space.run("ratingCells", Number(threads), [...addresses, ...rest], { grain: 1 });
    const [u, i] = [Float64Array.from(users), Float64Array.from(items)];
    for (let task = 0; task < blocks * blocks; task++) {
      const block = task % blocks;
      const cell = block * blocks + ((block + Math.floor(task / blocks)) % blocks);
      for (const [user, item, rating] of cells.slice(segments[cell], segments[cell + 1])) {
        const push = rate * (rating - 3 - inner(u, user, i, item));
        for (let k = 0; k < SIZE; k++) {
          const [a, b] = [u[user * SIZE + k], i[item * SIZE + k]];
          u[user * SIZE + k] = (1 - rate * penalty) * a + push * b;
          i[item * SIZE + k] = (1 - rate * penalty) * b + push * a;
        }
        u[user * SIZE + SIZE - 1] = 1;
        i[item * SIZE + SIZE - 2] = 1;
      }
    }
    ensureClose(x.values, u, 1e-4);
    ensureClose(y.values, i, 1e-4);
    delete process.env.INTERESTLAB_THREADS;
  });
}

test("many short jobs in a row are each done once, whether threads come in time or not", () => {
  process.env.INTERESTLAB_THREADS = "4";
  const space = new KernelSpace();
  const rows = space.float32(Float32Array.from({ length: 64 * SIZE }, () => 1));
  const double = space.float32(
    Float32Array.from({ length: SIZE * SIZE }, (_, at) => (at % (SIZE + 1) === 0 ? 2 : 0)),
  );
  const half = space.float32(double.values.map((x) => x / 4));
  for (let job = 0; job < 500; job++) {
    const rest = [rows.address, (job % 2 ? half : double).address, SIZE];
    space.run("turnRows", 64, rest, { grain: 4, scratchFloats: 4 * SIZE });
  }
  ensureClose(rows.values, new Float32Array(64 * SIZE).fill(1), 0);
  space.dispose();
  delete process.env.INTERESTLAB_THREADS;
});
