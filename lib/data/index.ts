export { Catalogue } from "./Catalogue";
export {
  type InteractionColumns,
  type InteractionMatrix,
  Interactions,
  type Labels,
  type MatrixOptions,
} from "./Interactions";
export * from "./cleaning";
export * from "./reading";
export * from "./splitting";
export { type SchemaFault, schemaFault, suggestion } from "./schemaFault";
export { encodeIds, Vocabulary } from "./Vocabulary";
export { DuckDb, type DuckDbOptions, quoteName, quoteText, withDuckDb } from "./sql";
export { writeWhole } from "./writing/writeLog";
