import { test } from "node:test";
import { modelClaims } from "../../lib/models/checkModel";
import { Warp } from "../../lib/models/Warp";

const build = (): Warp =>
  new Warp({ embeddingSize: 2, epochs: 40, learningRate: 0.05, regularization: 0.3, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);
