import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { modelClaims } from "../../lib/models/checkModel";
import { PureSvd } from "../../lib/models/PureSvd";

const build = (): PureSvd => new PureSvd({ embeddingSize: 2, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

test("singular values and scores equal numpy's", async () => {
  // X = numpy.array([[1,1,0,0],[1,1,1,0],[0,1,1,1],[0,0,1,1],[1,0,0,1]]); u,s,vt = numpy.linalg.svd(X)
  // s[:2]; (X @ vt[:2].T @ vt[:2])[3]   (numpy 2.4.6)
  const log = Interactions.fromColumns({
    user: [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4],
    item: [0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 0, 3],
  });
  const model = await new PureSvd({ embeddingSize: 2, iterations: 30 }).fit(log);
  const expected = {
    singularValues: [2.7461575, 1.618034],
    scores: [-0.1299115, 0.1758948, 0.8995016, 1.0409089],
  };
  expected.singularValues.forEach((value, k) => {
    assert.ok(Math.abs(model.singularValues[k] - value) < 1e-5, `${model.singularValues[k]}`);
  });
  model.scores(["3"]).values.forEach((score, item) => {
    assert.ok(Math.abs(score - expected.scores[item]) < 1e-5, `${score} at ${item}`);
  });
});
