import assert from "node:assert/strict";
import { test } from "node:test";
import { SparseMatrix } from "../../../lib/matrices";
import { modelClaims, plantedBlocks } from "../../../lib/models/checkModel";
import { LightGcn, lightGcnLoss, lightGcnWeights } from "../../../lib/models/neural/LightGcn";
import { interactionGraph } from "../../../lib/models/neural/interactionGraph";
import { tf } from "../../../lib/native";
import {
  assertLossEqualsPyTorch,
  modelFixtures,
  neuralFixtures,
} from "../../support/neuralFixture";

const small = {
  embeddingSize: 8,
  layerCount: 2,
  epochs: 30,
  batchSize: 120,
  learningRate: 0.05,
  validationShare: 0,
};
const options = { tensorCount: () => tf.memory().numTensors };
for (const { claim, holds } of modelClaims(() => new LightGcn(small), options)) test(claim, holds);

test("loss and gradients equal PyTorch's over the dense adjacency matrix", () => {
  const { recVaeBag, triples, lightGcn } = modelFixtures;
  const { sizes } = neuralFixtures;
  const cells = recVaeBag.values.flatMap((value, cell) => (value > 0 ? [cell] : []));
  const chosen = SparseMatrix.fromEntries(
    [3, sizes.items],
    cells.map((cell) => Math.floor(cell / sizes.items)),
    cells.map((cell) => cell % sizes.items),
  );
  const graph = interactionGraph(chosen);
  const specs = lightGcnWeights({ embeddingSize: sizes.embedding }, 3, sizes.items);
  assertLossEqualsPyTorch(specs, lightGcn, (variables) => {
    const positions = (values: readonly number[]): ReturnType<typeof tf.tensor1d> =>
      tf.tensor1d([...values, 0], "int32");
    const inputs = {
      user: positions(triples.user),
      item: positions(triples.item),
      wrong: positions(triples.wrong),
      weight: tf.tensor1d([1, 1, 1, 1, 0]),
    };
    return lightGcnLoss(variables, graph, inputs, { layerCount: 2, regularization: 0.1 });
  });
  tf.dispose([...graph.tensors]);
});

test("the step is one graph, and held-out items decide on the best epoch", async () => {
  const model = new LightGcn({ ...small, epochs: 5, validationShare: 0.5 });
  await model.fit(plantedBlocks());
  const metrics = model.curve!.epochs.map(({ validationMetric }) => validationMetric!);
  assert.equal(model.curve!.mode, "graph");
  assert.equal(model.curve!.bestEpoch, 1 + metrics.indexOf(Math.max(...metrics)));
});
