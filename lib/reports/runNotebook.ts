import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Notebook, readNotebook } from "./Notebook";
import { notebookPython, packageRoot } from "./notebookPython";
import { type Parameters, parametersCell } from "./parametersCell";

/** How a run of a notebook goes. */
export interface NotebookProgress {
  /** The code cell at work, from 1; 0 before the first. */
  readonly cell: number;
  readonly cellCount: number;
  /** What the cell's own progress bar says. */
  readonly text?: string;
}

export interface RunOptions {
  /** Where the executed notebook is written, by rename once the last cell is done. */
  readonly output: string;
  /** Set in a cell after the one tagged `parameters`. */
  readonly parameters?: Parameters;
  /** The kernel's working folder; default: the notebook's own. */
  readonly folder?: string;
  readonly onProgress?: (progress: NotebookProgress) => void;
  /** Interrupts the run, which then throws the signal's reason and writes nothing. */
  readonly signal?: AbortSignal;
}

/** A cell failed, or the notebook can't be run: the message's first line says which and why. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}

/** A line that the Python side tells. */
type Told =
  | { event: "start" | "done"; cell: number; of: number }
  | { event: "progress"; text: string }
  | { event: "failed"; cell: number; of: number; message: string }
  | { event: "unusable"; message: string };

/**
 * Runs a notebook from top to bottom in a fresh tslab kernel, without a browser.
 *
 * @returns the notebook with its outputs, as written to `options.output`
 * @throws NotebookError if a cell fails; the message names notebook and cell and holds what it said
 */
export async function runNotebook(file: string, options: RunOptions): Promise<Notebook> {
  const { parameters = {}, signal } = options;
  signal?.throwIfAborted();
  const notebook = path.resolve(file);
  const output = path.resolve(options.output);
  const request = {
    notebook,
    output,
    kernel: "tslab",
    parameters: parametersCell(parameters),
    folder: path.resolve(options.folder ?? path.dirname(notebook)),
  };
  const script = path.join(packageRoot, "lib/reports/run_notebook.py");
  const child = spawn(notebookPython(), [script], { stdio: ["pipe", "pipe", "pipe"] });
  const stop = (): void => void child.kill("SIGINT");
  signal?.addEventListener("abort", stop);
  try {
    child.stdin.end(JSON.stringify(request));
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    const exit = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    const failure = await follow(child.stdout, path.basename(file), options);
    const code = await exit;
    signal?.throwIfAborted();
    if (failure) throw failure;
    if (code !== 0) throw new Error(`${path.basename(file)}: the runner ended early\n${complaint}`);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  return readNotebook(output);
}

/** Passes progress on; returns the error of a failed run. */
async function follow(
  told: NodeJS.ReadableStream,
  name: string,
  options: RunOptions,
): Promise<Error | null> {
  let failure: Error | null = null;
  let place = { cell: 0, cellCount: 0 };
  for await (const line of createInterface({ input: told })) {
    const message = JSON.parse(line) as Told;
    if (message.event === "failed") {
      failure = new NotebookError(
        `${name}, code cell ${message.cell} of ${message.of}: ${message.message}`,
      );
    } else if (message.event === "unusable") {
      failure = new NotebookError(`${name}: ${message.message}`);
    } else if (message.event === "progress") {
      options.onProgress?.({ ...place, text: message.text });
    } else {
      place = { cell: message.cell, cellCount: message.of };
      options.onProgress?.(place);
    }
  }
  return failure;
}
