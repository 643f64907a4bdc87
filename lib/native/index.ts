export { invertPositiveDefinite, type InvertOptions } from "./invertPositiveDefinite";
export { compile, type CompileOptions, type InputValue, Program, type StepSpec } from "./compile";
export { addBias } from "./ops/addBias";
export { addToRows } from "./ops/addToRows";
export { crossEntropy, softCrossEntropy } from "./ops/crossEntropy";
export { edgeSums, type Edges } from "./ops/edgeSums";
export { graphCacheFolder } from "./graphCache";
export { layerNorm } from "./ops/layerNorm";
export { batchedCholesky, batchedSolveLower } from "./ops/linearAlgebra";
export { logGammaOf } from "./ops/logGammaOf";
export { lstm } from "./ops/lstm";
export { maxOver } from "./ops/maxOver";
export { productCrossEntropy } from "./ops/productCrossEntropy";
export { rows } from "./ops/rows";
export {
  dropout,
  randomIntegers,
  randomNormal,
  type RandomSource,
  randomUniform,
} from "./ops/statelessRandom";
export { numbersOf } from "./numbersOf";
export { type InputSpec, type NamedTensors, type Step, updateInPlace } from "./recording";
export { topValues, type TopValues } from "./ops/topValues";
export { type XlaTimes } from "./XlaTrial";
export {
  nativeBackend,
  type NativeBackend,
  type OpAttribute,
  tensorflowVersion,
  tf,
} from "./tensorflow";
