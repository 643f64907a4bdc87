// Kernels in AssemblyScript, compiled to WebAssembly SIMD (scripts/kernels.mjs) and called through
// lib/native/simd. Each works on rows [from, to) of shared memory, and on a scratch area of its own
// thread; what it writes for a row doesn't depend on how rows are shared out.
export { conjugateGradient } from "./conjugateGradient";
export { leastSquares } from "./leastSquares";
export { nearestRows } from "./nearestRows";
export { gramBlocks, productRows, turnRows } from "./dense";
export { eigenRows } from "./eigen";
export { allocateRows, dirichletRows, expDigammaRows, gammaRows } from "./allocation";
export { coordinateRows, multiplicativeRows, sumRows } from "./factorRows";
export { rankingCells } from "./ranking";
export { ratingCells, svdPlusPlusRows } from "./ratings";
export { bestItems } from "./bestItems";
