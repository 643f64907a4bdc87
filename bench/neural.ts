// Training epochs beside Keras and PyTorch: same batch, length, width, loss and padding, warm.
import { type Comparison, type Environment } from "./Comparison";

interface Peer {
  readonly environment: Environment;
  readonly script: string;
  readonly flag?: string;
}

/** What is measured, in which unit. */
type Measured = "s" | "MB";

/** @param work - what bench/neuralEpoch.ts and the peer both train */
function comparison(
  name: string,
  work: string,
  peer: Peer,
  goal: number,
  unit: Measured = "s",
): Comparison {
  const memory = unit === "MB" ? ["memory"] : [];
  const flags = [...(work === "cnn" ? ["xla"] : []), ...memory];
  const peerFlags = [...(peer.flag ? [peer.flag] : []), ...memory];
  return {
    name,
    environment: peer.environment,
    unit,
    goal,
    ratio: "ours/peer",
    runs: unit === "MB" ? 1 : 3,
    prepare: () => Promise.resolve(),
    ours: () => ({ command: [process.execPath, "dist/bench/neuralEpoch.js", work, ...flags] }),
    peer: (python) => ({
      command: [python, `bench/peers/${peer.script}.py`, work, ...peerFlags],
    }),
  };
}

const keras: Peer = { environment: "keras", script: "keras_encoder" };
const torch: Peer = { environment: "torch", script: "torch_transformer" };
const torchMultVae: Peer = { environment: "torch", script: "torch_multvae" };

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
  comparison("multvae epoch, PyTorch", "multvae", torchMultVae, 0.7),
  comparison("cnn encoder, peak memory, Keras", "cnn", keras, 1, "MB"),
  comparison("lstm encoder, peak memory, Keras", "lstm", keras, 1, "MB"),
  comparison("transformer encoder, peak memory, PyTorch", "transformer", torch, 1, "MB"),
  comparison("sasrec full softmax, peak memory, PyTorch", "sasrec", torch, 1, "MB"),
  comparison("multvae, peak memory, PyTorch", "multvae", torchMultVae, 1, "MB"),
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
