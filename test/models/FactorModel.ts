import assert from "node:assert/strict";
import { test } from "node:test";
import { BiasedMf } from "../../lib/models/BiasedMf";
import { Bpr } from "../../lib/models/Bpr";
import { HierarchicalPoisson } from "../../lib/models/HierarchicalPoisson";
import { Ials } from "../../lib/models/Ials";
import { Lda } from "../../lib/models/Lda";
import { type Model } from "../../lib/models/Model";
import { Nmf } from "../../lib/models/Nmf";
import { PureSvd } from "../../lib/models/PureSvd";
import { SparseCoding } from "../../lib/models/SparseCoding";
import { SvdPlusPlus } from "../../lib/models/SvdPlusPlus";
import { Warp } from "../../lib/models/Warp";
import { scatteredLog } from "../support/scatteredLog";

const size = { embeddingSize: 8 };
const builds: readonly (() => Model)[] = [
  () => new Ials({ ...size, iterations: 3 }),
  () => new Ials({ ...size, iterations: 3, solver: "cholesky" }),
  () => new Bpr({ ...size, epochs: 3 }),
  () => new Warp({ ...size, epochs: 3 }),
  () => new BiasedMf({ ...size, epochs: 3 }),
  () => new SvdPlusPlus({ ...size, epochs: 3 }),
  () => new Nmf({ ...size, iterations: 3 }),
  () => new Nmf({ ...size, iterations: 3, solver: "multiplicative", loss: "kullbackLeibler" }),
  () => new PureSvd({ ...size, iterations: 3 }),
  () => new SparseCoding({ ...size, iterations: 3 }),
  () => new HierarchicalPoisson({ ...size, iterations: 3 }),
  () => new Lda({ topicCount: 8, iterations: 3 }),
];

// Users and items enough for several blocks.
const log = scatteredLog(300, 260, 5000);

for (const build of builds) {
  const { name, config } = build();
  const variant = "solver" in config ? ` (${String(config.solver)})` : "";
  test(`${name}${variant}: the scores are the same on one thread and on three`, async () => {
    const scores: Float32Array[] = [];
    for (const threads of ["1", "3"]) {
      process.env.INTERESTLAB_THREADS = threads;
      const model = await build().fit(log);
      scores.push(model.scores(log.users.ids).values.slice());
    }
    delete process.env.INTERESTLAB_THREADS;
    assert.ok(scores[0].some((score) => score !== 0));
    assert.deepEqual(scores[0], scores[1]);
  });
}
