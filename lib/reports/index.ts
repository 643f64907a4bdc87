export {
  type Cell,
  type CellOutput,
  hasTag,
  joinText,
  type Notebook,
  readNotebook,
  storedValues,
} from "./Notebook";
export { type Parameters, parametersCell } from "./parametersCell";
export { type NotebookProgress, runNotebook, type RunOptions } from "./runNotebook";
