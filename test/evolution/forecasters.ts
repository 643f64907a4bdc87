import { test } from "node:test";
import { FORECASTERS, forecasterClaims } from "../../lib/evolution";
import { tf } from "../../lib/native";

/** Small networks: the contract is checked, not the quality. */
const small: Readonly<Record<string, object>> = {
  Rrn: { hiddenSize: 8, interestSize: 4, epochs: 3, batchSize: 32 },
  LstmSeq2Seq: { hiddenSize: 8, epochs: 3, batchSize: 32 },
  ConditionalVae: { hiddenSize: 8, latentSize: 2, epochs: 3, batchSize: 32 },
  WindowTransformer: { hiddenSize: 8, headCount: 2, blockCount: 1, epochs: 3, batchSize: 32 },
  TransformerSeq2Seq: { hiddenSize: 8, headCount: 2, epochs: 3, batchSize: 32 },
  KalmanFilter: { iterations: 4 },
};

for (const [name, { create }] of Object.entries(FORECASTERS)) {
  const options = {
    readsUsers: name !== "PopulationMean",
    tensorCount: () => tf.memory().numTensors,
  };
  for (const { claim, holds } of forecasterClaims(() => create(small[name] ?? {}), options)) {
    test(claim, holds);
  }
}
