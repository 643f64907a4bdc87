export {
  cholesky,
  choleskyInverse,
  COLUMNS,
  solveLower,
  solveLowerColumns,
  solveUpper,
  solveUpperRows,
} from "./cholesky";
export { type DenseMatrix, denseMatrix, matrixRow } from "./DenseMatrix";
export { principalAxes, type PrincipalAxes } from "./principalAxes";
export { SparseMatrix } from "./SparseMatrix";
export { symmetricEigen, type SymmetricEigen } from "./symmetricEigen";
