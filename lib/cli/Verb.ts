import type { Command } from "commander";

/**
 * One verb of the `interestlab` command, in a file of its own. To add one, copy `doctor.ts` and
 * list it in `verbs.ts`.
 *
 * A verb's file imports only types from the rooms, and loads what computes inside its action
 * (`await import("../sparsity/index.js")`), so that `interestlab --help` answers at once.
 */
export interface Verb {
  /** What is typed: `interestlab <name>`. */
  readonly name: string;
  /** One line of the help. */
  readonly summary: string;
  /** Declares arguments and options, and what is done with them (`command.action`). */
  define(command: Command): void;
}
