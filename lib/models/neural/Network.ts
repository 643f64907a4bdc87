import type * as tfjs from "@tensorflow/tfjs-node";
import { type Weights, type WeightSpec } from "../../training";

/** Whether dropout and noise act, and where their random numbers come from. */
export interface ForwardMode {
  readonly training: boolean;
  /** Shape [2], int32; see `RandomSource`. Unused outside training. */
  readonly seed: tfjs.Tensor | null;
}

/** Outside training: no dropout, no noise. */
export const INFERENCE: ForwardMode = { training: false, seed: null };

/** A network that reads a history: its weights, and what it computes from them. */
export interface HistoryNetwork {
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /**
   * @param history - item positions + 1, 0 for padding on the left, int32, shape [batch, length]
   * @returns logits, shape [batch, interests]
   */
  logits(weights: Weights, history: tfjs.Tensor, mode: ForwardMode): tfjs.Tensor;
}
