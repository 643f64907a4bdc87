import { runScript } from "./runScript";
import type { Verb } from "./Verb";

/** `interestlab setup`: TensorFlow's native library for a project that installed the package. */
export const setup: Verb = {
  name: "setup",
  summary: "fetch TensorFlow's library and build the addon for this project's tfjs-node",
  define(command) {
    command.action(async () => {
      await runScript("setupTensorflow.mjs", []);
    });
  },
};
