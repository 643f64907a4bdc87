// The whole set-up of a checkout: every step, each passed over when it is done.
import { kernel } from "./kernel.mjs";
import { nodePackages, selfLink } from "./nodePackages.mjs";
import { venvProgram } from "./paths.mjs";
import { pythonPackages } from "./pythonPackages.mjs";
import { runSteps } from "./step.mjs";
import { compiledLibrary } from "./compiledLibrary.mjs";
import { tensorflow } from "./tensorflow.mjs";
import { checkNode, findPython } from "./tools.mjs";

/** What must be there before anything is downloaded. */
const tools = {
  name: "tools",
  done: async () => {
    checkNode();
    return (await pythonPackages.done()) === null ? null : `Node ${process.versions.node}`;
  },
  work: async () => `Node ${process.versions.node}, Python at ${findPython()}`,
};

const steps = [
  tools,
  nodePackages,
  pythonPackages,
  tensorflow(() => venvProgram("python")),
  kernel,
  selfLink,
  compiledLibrary,
];

/** @returns how many steps had something to do */
export const projectSetup = (options) => runSteps(steps, options);
