import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { hasTag, joinText, type Notebook } from "../../lib/reports";

/**
 * Checks a notebook's code cells as one strict TypeScript module, which stands in `.cache/` so
 * that `interestlab` is found as from `notebooks/`. (The kernel's own check is not strict.)
 *
 * @returns one line an error: "3-model-training, code cell 4, line 2: Type 'string' is not ..."
 */
export function checkCells(stem: string, notebook: Notebook): string[] {
  const sources = notebook.cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => {
      // A run may set other values: by `let` a parameter has its type, not its value's.
      const source = joinText(cell.source);
      return hasTag(cell, "parameters") ? source.replaceAll(/^const /gm, "let ") : source;
    });
  const file = path.resolve(".cache/notebooks", `${stem}.ts`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${sources.join("\n")}\nexport {};\n`);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node"],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter((diagnostic) => diagnostic.file?.fileName === file || !diagnostic.file)
    .map((diagnostic) => `${stem}, ${place(diagnostic, sources)}: ${message(diagnostic)}`);
}

function message(diagnostic: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
}

/** The cell and the line in it, both from 1. */
function place(diagnostic: ts.Diagnostic, sources: readonly string[]): string {
  if (!diagnostic.file) return "compiler";
  let { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  for (let cell = 0; cell < sources.length; cell++) {
    const lineCount = sources[cell].split("\n").length;
    if (line < lineCount) return `code cell ${cell + 1}, line ${line + 1}`;
    line -= lineCount;
  }
  return "end";
}
