import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../../lib/data";
import { matrixRow } from "../../../lib/matrices";
import { Bert4Rec } from "../../../lib/models/neural/Bert4Rec";
import { Gru4Rec } from "../../../lib/models/neural/Gru4Rec";
import { Sasrec } from "../../../lib/models/neural/Sasrec";
import { ring } from "../../support/ring";

const small = {
  ...{ historyLength: 12, embeddingSize: 8, batchSize: 24, placesPerBatch: 64 },
  ...{ epochs: 10, learningRate: 0.02, dropout: 0, validationShare: 0 },
};

/** A user for each count: so many of the ring's items, from the first on. */
function histories(counts: readonly number[]): Interactions {
  return Interactions.fromColumns({
    user: counts.flatMap((count, user) => Array.from({ length: count }, () => `n${user}`)),
    item: counts.flatMap((count) => Array.from({ length: count }, (_, place) => `i${place}`)),
  });
}

for (const model of [new Sasrec(small), new Bert4Rec(small), new Gru4Rec(small)]) {
  test(`${model.name} scores a history alike among longer ones, shorter ones and alone`, async () => {
    await model.fit(ring(6));
    const counts = [9, 2, 5];
    const together = model.foldIn(histories(counts));
    counts.forEach((count, user) => {
      const alone = matrixRow(model.foldIn(histories([count])), 0);
      matrixRow(together, user).forEach((score, item) => {
        assert.ok(Math.abs(score - alone[item]) < 1e-5, `${score} of ${alone[item]}`);
      });
    });
  });
}
