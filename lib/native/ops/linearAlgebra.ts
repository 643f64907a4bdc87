import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, type OpAttribute, tf } from "../tensorflow";

/**
 * The lower triangular L with A = L L' of each symmetric positive definite matrix.
 *
 * The gradient takes A as symmetric: half of what a pair of mirrored entries does goes to each.
 *
 * @param matrix - shape [..., n, n]; only the lower triangles are read
 * @returns shape [..., n, n], zeros above the diagonals
 * @throws Error if a matrix isn't positive definite
 * @see Murray (2016), Differentiation of the Cholesky decomposition, equation 10, arXiv:1602.07527
 */
export function batchedCholesky(matrix: tfjs.Tensor): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [a, save] = given as unknown as [tfjs.Tensor, tfjs.GradSaveFunc];
    const factor = nativeBackend().executeSingleOutput("Cholesky", [floatType()], [a]);
    save([factor]);
    return {
      value: factor,
      gradFunc: (dy: tfjs.Tensor, [l]: tfjs.Tensor[]) => {
        const inner = tf.mul(tf.matMul(l, dy, true), lowerMask(l, 0.5)); // [..., n, n]
        const left = solve(l, inner, true);
        const whole = transposed(solve(l, transposed(left), true));
        return tf.mul(tf.add(whole, transposed(whole)), 0.5);
      },
    };
  });
  return run(matrix);
}

/**
 * X with L X = B, or L' X = B, of each lower triangular matrix.
 *
 * @param lower - L, shape [..., n, n]; entries above the diagonals are not read
 * @param right - B, shape [..., n, columns]
 * @param options - `transpose` (default false) solves L' X = B
 * @returns shape [..., n, columns]
 */
export function batchedSolveLower(
  lower: tfjs.Tensor,
  right: tfjs.Tensor,
  { transpose = false }: { transpose?: boolean } = {},
): tfjs.Tensor {
  const run = tf.customGrad((...given) => {
    const [l, b, save] = given as unknown as [tfjs.Tensor, tfjs.Tensor, tfjs.GradSaveFunc];
    const x = solve(l, b, transpose);
    save([l, x]);
    return {
      value: x,
      gradFunc: (dy: tfjs.Tensor, [savedL, savedX]: tfjs.Tensor[]) => {
        const byRight = solve(savedL, dy, !transpose);
        const byLower = transpose
          ? tf.matMul(savedX, byRight, false, true)
          : tf.matMul(byRight, savedX, false, true);
        return [tf.neg(tf.mul(byLower, lowerMask(savedL, 1))), byRight];
      },
    };
  });
  return run(lower, right);
}

function solve(lower: tfjs.Tensor, right: tfjs.Tensor, adjoint: boolean): tfjs.Tensor {
  const { TF_ATTR_BOOL } = nativeBackend().binding;
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: TF_ATTR_BOOL, value });
  return nativeBackend().executeSingleOutput(
    "MatrixTriangularSolve",
    [floatType(), flag("lower", true), flag("adjoint", adjoint)],
    [lower, right],
  );
}

/** 1 below the diagonal, `diagonal` on it, 0 above; shape [n, n]. */
function lowerMask({ shape }: tfjs.Tensor, diagonal: number): tfjs.Tensor {
  const n = shape.at(-1)!;
  const cells = Float32Array.from({ length: n * n }, (_, cell) => {
    const [row, column] = [Math.floor(cell / n), cell % n];
    if (row === column) return diagonal;
    return row > column ? 1 : 0;
  });
  return tf.tensor2d(cells, [n, n]);
}

/** Of the last two axes. */
function transposed(x: tfjs.Tensor): tfjs.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

function floatType(): OpAttribute {
  const { TF_ATTR_TYPE, TF_FLOAT } = nativeBackend().binding;
  return { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT };
}
