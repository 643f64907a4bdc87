// One progress line a step: what it is, what came of it, how long it took.
import { SetupError } from "./SetupError.mjs";

/**
 * @typedef {object} Step
 * @property {string} name - what the line begins with
 * @property {() => Promise<string | null> | string | null} done - says what is there already, or
 *   null if there is something to do
 * @property {(report: (note: string) => void) => Promise<string>} work - does it, and says what
 *   came of it
 */

/**
 * Runs the steps in order; those already done are passed over, with a line only if `verbose`.
 * @param {Step[]} steps
 * @returns {Promise<number>} how many had something to do
 */
export async function runSteps(steps, { verbose = false, out = process.stdout } = {}) {
  let workCount = 0;
  for (const step of steps) {
    const present = await step.done();
    if (present !== null) {
      if (verbose) out.write(line("✔", step.name, present));
      continue;
    }
    workCount++;
    const start = Date.now();
    const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
    const note = (text) => out.write(line("·", step.name, text));
    if (out.isTTY) out.write(line("·", step.name, "…").trimEnd());
    try {
      const result = await step.work((text) => {
        if (out.isTTY) out.write("\r\x1b[K");
        note(text);
      });
      if (out.isTTY) out.write("\r\x1b[K");
      out.write(line("✔", step.name, `${result} (${seconds()})`));
    } catch (error) {
      if (out.isTTY) out.write("\r\x1b[K");
      out.write(line("✖", step.name, `failed after ${seconds()}`));
      throw error;
    }
  }
  return workCount;
}

const line = (mark, name, text) => `${mark} ${name.padEnd(16)} ${text}\n`;

/** Runs a script's main function; a SetupError ends the process with its message and code 1. */
export async function main(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
