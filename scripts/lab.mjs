// npm run lab: JupyterLab on the notebooks, with the TypeScript kernel, reachable from this machine
// alone. Everything after `--` goes to jupyter-lab (npm run lab -- --no-browser --port 8899).
import path from "node:path";
import { handOver } from "./setup/handOver.mjs";
import { root, venvProgram } from "./setup/paths.mjs";
import { projectSetup } from "./setup/projectSetup.mjs";
import { main } from "./setup/step.mjs";

await main(async () => {
  await projectSetup();
  const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];
  await handOver(
    venvProgram("jupyter-lab"),
    [
      ...["--ip=127.0.0.1", "--MultiKernelManager.default_kernel_name=tslab", ...asRoot],
      ...process.argv.slice(2),
      path.join(root, "notebooks"),
    ],
    { cwd: root, env: { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" } },
  );
});
