export {
  type Cell,
  type CellOutput,
  hasTag,
  joinText,
  type Notebook,
  notebooksIn,
  readNotebook,
  storedValues,
} from "./Notebook";
export { type Parameters, parametersCell } from "./parametersCell";
export { NotebookError, type NotebookProgress, runNotebook, type RunOptions } from "./runNotebook";
export { assembleReport, type Chapter, type ReportOptions } from "./assembleReport";
export { chromiumInstallCommand, chromiumProgram, launchChromium } from "./chromium";
export { packageRoot } from "./notebookPython";
export { type NamedFigure, notebookFigures } from "./renderFigure";
export { type SavedFigures, saveFigures } from "./saveFigures";
export { makeReport, type MadeReport, type MakeReportOptions } from "./makeReport";
