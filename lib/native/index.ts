export {
  nativeBackend,
  type NativeBackend,
  type OpAttribute,
  tensorflowVersion,
  tf,
} from "./tensorflow";
