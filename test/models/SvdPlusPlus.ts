import { test } from "node:test";
import { modelClaims } from "../../lib/models/checkModel";
import { SvdPlusPlus } from "../../lib/models/SvdPlusPlus";

const build = (): SvdPlusPlus =>
  new SvdPlusPlus({ embeddingSize: 4, epochs: 200, learningRate: 0.02, seed: 1 });
for (const { claim, holds } of modelClaims(build, { feedback: "ratings" })) test(claim, holds);
