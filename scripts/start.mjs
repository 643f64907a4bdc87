// npm start: sets up what is missing, then makes the interest report. Everything after `--` goes
// to `interestlab report`.
import path from "node:path";
import { handOver } from "./setup/handOver.mjs";
import { root } from "./setup/paths.mjs";
import { projectSetup } from "./setup/projectSetup.mjs";
import { main } from "./setup/step.mjs";

await main(async () => {
  await projectSetup();
  const command = path.join(root, "dist/lib/cli/main.js");
  await handOver(process.execPath, [command, "report", ...process.argv.slice(2)]);
});
