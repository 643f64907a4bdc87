// Training epochs beside Keras and PyTorch: same batch, length, width, loss and padding, warm.
import { type Comparison, type Environment } from "./Comparison";

interface Peer {
  readonly environment: Environment;
  readonly script: string;
  readonly flag?: string;
}

/** @param work - what bench/neuralEpoch.ts and the peer both train */
function comparison(name: string, work: string, peer: Peer, goal: number): Comparison {
  const xla = work === "cnn" ? ["xla"] : [];
  return {
    name,
    environment: peer.environment,
    unit: "s",
    goal,
    ratio: "ours/peer",
    runs: 3,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/neuralEpoch.js", work, ...xla] }),
    peer: (python) => ({
      command: [python, `bench/peers/${peer.script}.py`, work, ...(peer.flag ? [peer.flag] : [])],
    }),
  };
}

const keras: Peer = { environment: "keras", script: "keras_encoder" };
const torch: Peer = { environment: "torch", script: "torch_transformer" };

export const neuralComparisons: readonly Comparison[] = [
  comparison("cnn encoder epoch, Keras", "cnn", keras, 0.4),
  comparison("cnn encoder epoch, Keras jit", "cnn", { ...keras, flag: "jit" }, 1),
  comparison("lstm encoder epoch, Keras", "lstm", keras, 0.9),
  comparison("gru encoder epoch, Keras", "gru", keras, 0.9),
  comparison("transformer encoder epoch, PyTorch", "transformer", torch, 0.5),
  comparison("sasrec 20 steps full softmax, PyTorch", "sasrec", torch, 0.5),
  comparison("sasrec 20 steps 256 sampled, PyTorch", "sasrec-sampled", torch, 0.5),
  comparison(
    "sasrec 20 steps full softmax, torch.compile",
    "sasrec",
    { ...torch, flag: "compile" },
    1,
  ),
  {
    name: "sasrec epoch, padding skipped, beside one padded length",
    environment: null,
    unit: "s",
    goal: null,
    ratio: "ours/peer",
    runs: 3,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/sasrecPadding.js", "3"] }),
    peer: () => ({ command: [process.execPath, "dist/bench/sasrecPadding.js", "1"] }),
  },
];
