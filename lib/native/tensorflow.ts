import util from "node:util";

// TensorFlow reads this when it loads: 3 keeps its start-up notes off stderr; failed ops still throw.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";

// tfjs-node 4.22 calls util.isNullOrUndefined and util.isArray, which Node 23 removed.
const nodeUtil = util as unknown as Record<string, unknown>;
nodeUtil.isNullOrUndefined ??= (value: unknown): boolean => value === null || value === undefined;
nodeUtil.isArray ??= Array.isArray;

import * as tfjs from "@tensorflow/tfjs-node";

/**
 * TensorFlow.js on TensorFlow's native kernels. Every room takes `tf` from here, so that nobody
 * computes on the pure-JavaScript backend by accident.
 */
export const tf: typeof tfjs = tfjs;

/** An attribute of a TensorFlow op, as the native binding takes it. */
export interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** What the native backend offers beyond tfjs: any op of the TensorFlow library, by name. */
export interface NativeBackend {
  binding: Record<string, number> & { TF_Version: string };
  tensorMap: {
    get(dataId: object): { values: ArrayBufferView | null; dtype: number } | undefined;
  };
  readSync(dataId: object): ArrayBufferView;
  read(dataId: object): Promise<ArrayBufferView>;
  loadSavedModelMetaGraph(path: string, tags: string): number;
  runSavedModel(
    id: number,
    inputs: tfjs.Tensor[],
    inputInfos: { name: string }[],
    outputNames: string[],
  ): tfjs.Tensor[];
  deleteSavedModel(id: number): void;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: tfjs.Tensor[]): tfjs.Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: OpAttribute[],
    inputs: tfjs.Tensor[],
    outputCount: number,
  ): tfjs.Tensor[];
}

/**
 * The native backend.
 *
 * @throws Error if the backend in use is not TensorFlow's native one
 */
export function nativeBackend(): NativeBackend {
  if (tf.getBackend() !== "tensorflow") {
    throw new Error(
      `nativeBackend requires TensorFlow's native kernels, got the backend "${tf.getBackend()}"; ` +
        `run "npm run doctor"`,
    );
  }
  return tf.backend() as unknown as NativeBackend;
}

/** The version of the TensorFlow library that computes, such as "2.21.0". */
export function tensorflowVersion(): string {
  return nativeBackend().binding.TF_Version;
}
