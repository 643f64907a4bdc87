import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { KernelSpace, kernelThreadCount } from "../../../lib/native/simd";
import { plainLeastSquares } from "../../support/plainLeastSquares";

const SIZE = 16;
const ROWS = 40;
const COLUMNS = 50;

/** Rows of 0 to 39 entries; numbers from a small congruential generator. */
function problem(): { csr: SparseMatrix; y: Float32Array; gram: Float32Array } {
  let seed = 7;
  const next = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const rows: number[] = [];
  const columns: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      if (next() < row / COLUMNS) {
        rows.push(row);
        columns.push(column);
      }
    }
  }
  const values = rows.map(() => 1 + Math.floor(4 * next()));
  return {
    csr: SparseMatrix.fromEntries([ROWS, COLUMNS], rows, columns, values),
    y: Float32Array.from({ length: COLUMNS * SIZE }, () => next() - 0.5),
    gram: Float32Array.from({ length: SIZE }, () => 1 + next()),
  };
}

const REGULARIZATION = Float32Array.from({ length: ROWS }, (_, row) => 0.1 + 0.01 * row);

function solve(kernel: string, threads: string): Float32Array {
  process.env.INTERESTLAB_THREADS = threads;
  const { csr, y, gram } = problem();
  const space = new KernelSpace();
  const x = space.float32(ROWS * SIZE);
  const rest = [
    space.int32(csr.rowStart),
    space.int32(csr.columnIndex),
    space.float32(csr.value),
    x,
    space.float32(y),
    space.float32(gram),
    space.float32(REGULARIZATION),
  ].map((array) => array.address);
  const tail = kernel === "leastSquares" ? [SIZE, 2, 0.5] : [SIZE, 30, 2, 0.5];
  space.run(kernel, ROWS, [...rest, ...tail], { grain: 4, scratchFloats: 20_000 });
  const result = x.values.slice();
  space.dispose();
  delete process.env.INTERESTLAB_THREADS;
  return result;
}

for (const kernel of ["leastSquares", "conjugateGradient"]) {
  test(`${kernel} equals elimination in double precision, on rows short, long and empty`, () => {
    const { csr, y, gram } = problem();
    const expected = plainLeastSquares(csr, y, gram, REGULARIZATION, { alpha: 2, bias: 0.5 });
    const x = solve(kernel, "1");
    for (let row = 0; row < ROWS; row++) {
      for (let k = 0; k < SIZE; k++) {
        const gap = Math.abs(x[row * SIZE + k] - expected[row][k]);
        assert.ok(gap < 2e-4, `row ${row}, factor ${k}: off by ${gap}`);
      }
    }
  });

  test(`${kernel} gives the same bits on one thread and on three`, () => {
    assert.deepEqual(solve(kernel, "3"), solve(kernel, "1"));
  });
}

test("an unknown kernel and a thread count of 0 are errors that name them", () => {
  assert.throws(() => new KernelSpace().run("sing", 1, []), {
    message: "run requires a kernel, got sing",
  });
  process.env.INTERESTLAB_THREADS = "0";
  assert.throws(() => kernelThreadCount(), {
    message: "INTERESTLAB_THREADS requires a whole number of at least 1, got 0",
  });
  delete process.env.INTERESTLAB_THREADS;
});
