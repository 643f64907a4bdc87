export { DuckDb, type DuckDbOptions, withDuckDb } from "./DuckDb";
export {
  type FileFormat,
  type FileScan,
  type SqlColumn,
  type SqlEngine,
  type SqlValue,
} from "./SqlEngine";
export { quoteName, quoteText } from "./sqlText";
