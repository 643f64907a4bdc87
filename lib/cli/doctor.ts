import { runScript } from "./runScript";
import type { Verb } from "./Verb";

/** `interestlab doctor`: what is installed, and whether it computes. */
export const doctor: Verb = {
  name: "doctor",
  summary: "print versions and check that TensorFlow computes; exit code 1 if something is wrong",
  define(command) {
    command.option("--json", "print plain JSON").action(async (options: { json?: boolean }) => {
      await runScript("doctor.mjs", options.json ? ["--json"] : []);
    });
  },
};
