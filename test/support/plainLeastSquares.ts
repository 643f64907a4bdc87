/**
 * The plain form of the kernels `leastSquares` and `conjugateGradient`: for each row u, solves
 *
 *     (diag(gram + regularization_u) + sum of w_e y_e y_e') x = sum of (bias + w_e) y_e
 *
 * with w_e = alpha value_e, by Gaussian elimination in double precision.
 */
export function plainLeastSquares(
  csr: { rowStart: ArrayLike<number>; columnIndex: ArrayLike<number>; value: ArrayLike<number> },
  y: Float32Array,
  gram: Float32Array,
  regularization: Float32Array,
  weights: { alpha: number; bias: number },
): Float64Array[] {
  const size = gram.length;
  const rows: Float64Array[] = [];
  for (let row = 0; row + 1 < csr.rowStart.length; row++) {
    const system = Array.from(gram, (g, k) => {
      const line = new Float64Array(size + 1);
      line[k] = g + regularization[row];
      return line;
    });
    for (let e = csr.rowStart[row]; e < csr.rowStart[row + 1]; e++) {
      const w = weights.alpha * csr.value[e];
      const ye = y.subarray(csr.columnIndex[e] * size, (csr.columnIndex[e] + 1) * size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) system[i][j] += w * ye[i] * ye[j];
        system[i][size] += (weights.bias + w) * ye[i];
      }
    }
    rows.push(eliminate(system));
  }
  return rows;
}

/** Solves a positive definite system given as rows with the right-hand side last. */
function eliminate(system: Float64Array[]): Float64Array {
  const size = system.length;
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const c = system[i][k] / system[k][k];
      for (let j = k; j <= size; j++) system[i][j] -= c * system[k][j];
    }
  }
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let rest = system[i][size];
    for (let j = i + 1; j < size; j++) rest -= system[i][j] * x[j];
    x[i] = rest / system[i][i];
  }
  return x;
}
