// npm run notebooks: runs the committed notebooks in place, top to bottom, with their own parameters.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./setup/paths.mjs";
import { projectSetup } from "./setup/projectSetup.mjs";
import { main, runSteps } from "./setup/step.mjs";

await main(async () => {
  await projectSetup();
  const { runNotebook } = createRequire(import.meta.url)(path.join(root, "dist/lib/reports"));
  const files = readdirSync(path.join(root, "notebooks")).filter((file) => file.endsWith(".ipynb"));
  await runSteps(
    files.sort().map((file) => ({
      name: file,
      done: () => null,
      async work() {
        const notebook = path.join(root, "notebooks", file);
        await runNotebook(notebook, { output: notebook });
        return "executed";
      },
    })),
  );
});
