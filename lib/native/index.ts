export { invertPositiveDefinite, type InvertOptions } from "./invertPositiveDefinite";
export {
  nativeBackend,
  type NativeBackend,
  type OpAttribute,
  tensorflowVersion,
  tf,
} from "./tensorflow";
