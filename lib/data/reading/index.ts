export { type ColumnMap, type ColumnRole, parseColumns } from "./columns";
export { type LogFormat } from "./LogFile";
export { readInteractions, type ReadOptions } from "./readInteractions";
export { type BadRow } from "./stageLog";
