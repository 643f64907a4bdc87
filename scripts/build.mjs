// npm run build: compiles lib, test and bench into dist, and removes what deleted sources left.
import { compile } from "./setup/compiledLibrary.mjs";
import { main } from "./setup/step.mjs";

await main(compile);
