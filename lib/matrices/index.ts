export { cholesky, choleskyInverse, solveLower, solveUpper, solveUpperRows } from "./cholesky";
export { type DenseMatrix, denseMatrix, matrixRow } from "./DenseMatrix";
export { SparseMatrix } from "./SparseMatrix";
export { symmetricEigen, type SymmetricEigen } from "./symmetricEigen";
