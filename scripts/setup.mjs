// npm run setup: everything a checkout needs. What is done already is passed over, without network.
import { projectSetup } from "./setup/projectSetup.mjs";
import { main } from "./setup/step.mjs";

await main(async () => {
  const start = Date.now();
  await projectSetup({ verbose: true });
  console.log(`set up in ${((Date.now() - start) / 1000).toFixed(1)} s`);
});
