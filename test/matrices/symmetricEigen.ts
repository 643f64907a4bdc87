import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { symmetricEigen } from "../../lib/matrices/symmetricEigen";

test("[[2, 1], [1, 2]] has the eigenvalues 1 and 3", () => {
  const { values } = symmetricEigen([2, 1, 1, 2], 2);
  assert.ok(Math.abs(values[0] - 1) < 1e-14 && Math.abs(values[1] - 3) < 1e-14);
});

test("A v = lambda v, and the vectors are orthonormal, for any symmetric matrix", () => {
  const matrices = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      half: fc.array(fc.integer({ min: -5, max: 5 }), {
        minLength: size * size,
        maxLength: size * size,
      }),
    }),
  );
  fc.assert(
    fc.property(matrices, ({ size, half }) => {
      const a = half.map((_, at) => {
        const [i, j] = [Math.floor(at / size), at % size];
        return half[Math.max(i, j) * size + Math.min(i, j)];
      });
      const { values, vectors } = symmetricEigen(a, size);
      for (let k = 0; k < size; k++) {
        const v = vectors.subarray(k * size, (k + 1) * size);
        for (let i = 0; i < size; i++) {
          let product = 0;
          for (let j = 0; j < size; j++) product += a[i * size + j] * v[j];
          assert.ok(Math.abs(product - values[k] * v[i]) < 1e-10);
        }
        for (let other = 0; other <= k; other++) {
          let inner = 0;
          for (let j = 0; j < size; j++) inner += v[j] * vectors[other * size + j];
          assert.ok(Math.abs(inner - (other === k ? 1 : 0)) < 1e-10);
        }
      }
    }),
  );
});

test("a matrix of low rank, with values down to 1e-60 beside 1, is decomposed", () => {
  const size = 16;
  const v = Array.from({ length: size }, (_, k) => (k === 0 ? 1 : 10 ** (-4 * k)));
  const { values } = symmetricEigen(
    v.flatMap((a) => v.map((b) => a * b)),
    size,
  );
  assert.ok(Math.abs(values[size - 1] - 1.00000001) < 1e-12);
  assert.ok(values.subarray(0, size - 1).every((value) => Math.abs(value) < 1e-14));
});

test("a matrix that is not square, or holds NaN, is an error", () => {
  assert.throws(() => symmetricEigen([1, 2], 2), {
    message: "symmetricEigen requires 2 x 2 values, got 2",
  });
  assert.throws(() => symmetricEigen([NaN], 1), {
    message: "symmetricEigen requires finite values, got NaN or infinity",
  });
});
