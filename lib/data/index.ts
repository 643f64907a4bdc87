export {
  type InteractionColumns,
  type InteractionMatrix,
  Interactions,
  type MatrixOptions,
} from "./Interactions";
export { encodeIds, Vocabulary } from "./Vocabulary";
