import { CommanderError } from "commander";

/** What a failed command says, and the code it exits with. */
export interface Failure {
  readonly message: string;
  /** 0 for help and version, 2 for bad input, 130 for an interruption, 1 for anything else. */
  readonly exitCode: number;
}

/** Codes of the system's errors that a wrong path or a missing right causes. */
const pathErrors = new Set(["ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EEXIST", "EPERM"]);

/**
 * Tells bad input, which gets one line, from a fault of the program, which keeps its stack.
 * Bad input is a wrong command line, a path that can't be opened, or an error of the house's
 * making: a `RangeError` or `TypeError` that the JavaScript engine did not throw by itself.
 */
export function failure(error: unknown): Failure {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    return error.exitCode === 0 ? { message: "", exitCode: 0 } : { message, exitCode: 2 };
  }
  if (!(error instanceof Error)) return { message: String(error), exitCode: 1 };
  if (error.name === "AbortError") return { message: "interrupted", exitCode: 130 };
  if (error.name === "NotebookError") return { message: error.message.split("\n")[0], exitCode: 1 };
  if (isBadInput(error)) return { message: error.message.split("\n")[0], exitCode: 2 };
  return { message: error.stack ?? error.message, exitCode: 1 };
}

function isBadInput(error: Error): boolean {
  if ("code" in error && pathErrors.has(String(error.code))) return true;
  if (error instanceof RangeError) {
    return !/^(Maximum call stack|Invalid (array|typed array|string) length)/.test(error.message);
  }
  return error instanceof TypeError && error.message.includes(" requires ");
}
