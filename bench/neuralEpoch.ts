// One epoch of an encoder (8,064 histories of 50 items out of 1,000, batch 128, 20 interests), 20 steps of
// SASRec at Beauty's size, or an epoch of Mult-VAE at ML-1M's: prints {"value": seconds}, warm, compile
// time apart; with "memory" {"value": peak megabytes of the process, less Node's own}.
//   node dist/bench/neuralEpoch.js cnn|lstm|gru|transformer|sasrec|sasrec-sampled|multvae [xla] [memory]
import type * as tfjs from "@tensorflow/tfjs-node";
import { cnnNetwork } from "../lib/models/neural/CnnEncoder";
import { gruNetwork } from "../lib/models/neural/GruEncoder";
import { lstmNetwork } from "../lib/models/neural/LstmEncoder";
import { type HistoryNetwork } from "../lib/models/neural/Network";
import { type SasrecConfig, sasrecDefaults, sasrecNetwork } from "../lib/models/neural/Sasrec";
import { multVaeDefaults, multVaeLoss, multVaeWeights } from "../lib/models/neural/MultVae";
import { sequenceLoss } from "../lib/models/neural/SequenceModel";
import { transformerNetwork } from "../lib/models/neural/TransformerEncoder";
import { compile, type InputSpec, type NamedTensors, softCrossEntropy, tf } from "../lib/native";
import { RandomGenerator } from "../lib/probability";
import { Adam, initialWeights, trainableWeights, type WeightSpec } from "../lib/training";
import { peakMegabytes } from "./peakMemory";

const ITEMS = 1000;
const INTERESTS = 20;
const LENGTH = 50;

interface Work {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly steps: number;
  batch(random: RandomGenerator): Record<string, Float32Array | Int32Array>;
  loss(variables: Record<string, tfjs.Variable>, inputs: NamedTensors): tfjs.Scalar;
}

function encoderWork(network: HistoryNetwork): Work {
  const batchSize = 128;
  return {
    weights: network.weights,
    inputs: {
      history: { shape: [batchSize, LENGTH], dtype: "int32" },
      target: { shape: [batchSize, INTERESTS], dtype: "float32" },
    },
    steps: 63,
    batch: (random) => {
      const target = new Float32Array(batchSize * INTERESTS);
      for (let row = 0; row < batchSize; row++)
        target[row * INTERESTS + random.below(INTERESTS)] = 1;
      const history = Int32Array.from(
        { length: batchSize * LENGTH },
        () => 1 + random.below(ITEMS),
      );
      return { history, target };
    },
    loss: (variables, { history, target, seed }) =>
      tf
        .mean(
          softCrossEntropy(network.logits(variables, history, { training: true, seed }), target),
        )
        .asScalar(),
  };
}

/** Beauty's size: 12,101 items, seven places to learn from in each of 256 histories. */
function sasrecWork(loss: SasrecConfig["loss"]): Work {
  const config = { ...sasrecDefaults, loss, placesPerBatch: 1792 };
  const { batchSize, historyLength, placesPerBatch } = config;
  const itemCount = 12_101;
  const network = sasrecNetwork(config, itemCount);
  return {
    weights: network.weights,
    inputs: {
      history: { shape: [batchSize, historyLength], dtype: "int32" },
      place: { shape: [placesPerBatch], dtype: "int32" },
      target: { shape: [placesPerBatch], dtype: "int32" },
      weight: { shape: [placesPerBatch], dtype: "float32" },
    },
    steps: 20,
    batch: (random) => {
      const history = new Int32Array(batchSize * historyLength);
      const place = Int32Array.from(
        { length: placesPerBatch },
        (_, i) => Math.floor(i / 7) * historyLength + historyLength - 1 - (i % 7),
      );
      for (const each of place) history[each] = 1 + random.below(itemCount);
      const target = Int32Array.from(place, () => 1 + random.below(itemCount));
      return { history, place, target, weight: new Float32Array(placesPerBatch).fill(1) };
    },
    loss: (variables, inputs) =>
      sequenceLoss(network, variables, inputs, { config, training: true }),
  };
}

/** ML-1M's size: 24 batches of 256 users, one in twenty of 3,260 items in each bag. */
function multVaeWork(): Work {
  const config = multVaeDefaults;
  const { batchSize } = config;
  const itemCount = 3260;
  return {
    weights: multVaeWeights(config, itemCount),
    inputs: {
      bag: { shape: [batchSize, itemCount], dtype: "float32" },
      weight: { shape: [batchSize], dtype: "float32" },
      klWeight: { shape: [], dtype: "float32" },
    },
    steps: 24,
    batch: (random) => ({
      bag: Float32Array.from({ length: batchSize * itemCount }, () =>
        random.below(20) === 0 ? 1 : 0,
      ),
      weight: new Float32Array(batchSize).fill(1),
      klWeight: Float32Array.of(config.klWeight),
    }),
    loss: (variables, inputs) => multVaeLoss(variables, inputs, { config, training: true }),
  };
}

function workOf(name: string): Work {
  const sizes = { embeddingSize: 32, hiddenSize: 64 };
  switch (name) {
    case "cnn": {
      const config = { embeddingSize: 16, filterCount: 32, filterWidth: 8, hiddenSize: 64 };
      return encoderWork(cnnNetwork(config, ITEMS, INTERESTS));
    }
    case "lstm":
      return encoderWork(lstmNetwork(sizes, ITEMS, INTERESTS));
    case "gru":
      return encoderWork(gruNetwork(sizes, ITEMS, INTERESTS));
    case "transformer": {
      const config = {
        historyLength: LENGTH,
        embeddingSize: 64,
        blockCount: 2,
        headCount: 2,
        dropout: 0.1,
      };
      return encoderWork(transformerNetwork(config, ITEMS, INTERESTS));
    }
    case "sasrec":
      return sasrecWork("softmax");
    case "sasrec-sampled":
      return sasrecWork("sampledSoftmax");
    case "multvae":
      return multVaeWork();
    default:
      throw new RangeError(
        "neuralEpoch requires cnn, lstm, gru, transformer, sasrec, sasrec-sampled or multvae, " +
          `got ${name}`,
      );
  }
}

const [name, ...flags] = process.argv.slice(2);
const work = workOf(name);
const random = new RandomGenerator(1);
const variables = trainableWeights(work.weights, initialWeights(work.weights, random));
const optimizer = new Adam(Object.values(variables));
const program = compile(
  {
    train: {
      inputs: {
        ...work.inputs,
        seed: { shape: [2], dtype: "int32" },
        learningRate: { shape: [], dtype: "float32" },
      },
      step: (inputs) => {
        const all = Object.values(variables);
        const { value, grads } = tf.variableGrads(() => work.loss(variables, inputs), all);
        const gradients = all.map((variable) => ({ variable, gradient: grads[variable.name] }));
        optimizer.apply(gradients, inputs.learningRate.asScalar());
        return { loss: value };
      },
    },
  },
  { variables: [...Object.values(variables), ...optimizer.state], xla: flags.includes("xla") },
);
const batches = Array.from({ length: work.steps }, () => work.batch(random));
const learningRate = Float32Array.of(0.001);

/** Every batch once, its loss read as a training loop does. */
function epoch(): number {
  const startMs = performance.now();
  batches.forEach((batch, step) => {
    const inputs = { ...batch, learningRate, seed: Int32Array.of(1, step) };
    const { loss } = program.run("train", inputs);
    loss.dataSync();
    loss.dispose();
  });
  return (performance.now() - startMs) / 1000;
}

const first = epoch();
const warm = Array.from({ length: 5 }, epoch).sort((a, b) => a - b)[2];
const value = flags.includes("memory") ? peakMegabytes() : warm;
console.log(JSON.stringify({ value, first, compileMs: program.compileMs, mode: program.mode }));
