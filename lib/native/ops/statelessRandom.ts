import type * as tfjs from "@tensorflow/tfjs-node";
import { nativeBackend, type OpAttribute, tf } from "../tensorflow";
import { FLOAT, INT32, typeAttribute, UINT8 } from "./typeAttribute";

/**
 * Where random numbers come from in a step: a seed tensor, which the caller gives anew for each
 * run, and the site, a number of the place in the step, so that no two places share a stream.
 */
export interface RandomSource {
  /** Shape [2], int32: the seed of the fit, and the number of the step. */
  readonly seed: tfjs.Tensor;
  readonly site: number;
}

/** Numbers uniform in [0, 1). Equal sources give equal numbers. */
export function randomUniform(shape: readonly number[], source: RandomSource): tfjs.Tensor {
  return tf.tidy(() => draw("StatelessRandomUniform", FLOAT, shape, source));
}

/** Standard normal numbers. Equal sources give equal numbers. */
export function randomNormal(shape: readonly number[], source: RandomSource): tfjs.Tensor {
  return tf.tidy(() => draw("StatelessRandomNormal", FLOAT, shape, source));
}

/**
 * Whole numbers uniform in [low, high).
 *
 * @throws RangeError if high is not above low
 */
export function randomIntegers(
  shape: readonly number[],
  range: { low: number; high: number },
  source: RandomSource,
): tfjs.Tensor {
  if (!(range.high > range.low)) {
    throw new RangeError(
      `randomIntegers requires high above low, got [${range.low}, ${range.high})`,
    );
  }
  return tf.tidy(() =>
    draw("StatelessRandomUniformInt", INT32, shape, source, [
      tf.scalar(range.low, "int32"),
      tf.scalar(range.high, "int32"),
    ]),
  );
}

/**
 * Sets a share of the values to 0 and scales the others up, so that the mean stays.
 *
 * One random byte decides on a value, so the rate is rounded to a multiple of 1/256, and the
 * scale is that of the rounded rate: four decisions cost one 32-bit draw.
 *
 * @param rate - share set to 0, in [0, 1)
 * @throws RangeError if the rate is outside [0, 1)
 * @see Srivastava et al. (2014), Dropout, https://jmlr.org/papers/v15/srivastava14a.html
 */
export function dropout(x: tfjs.Tensor, rate: number, source: RandomSource): tfjs.Tensor {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropout requires a rate in [0, 1), got ${rate}`);
  }
  const dropped = Math.min(255, Math.round(rate * 256));
  if (dropped === 0) return x;
  return tf.tidy(() => tf.mul(x, dropoutMask(x.shape, dropped, source)));
}

/** 256 / (256 - dropped) with probability (256 - dropped) / 256, else 0. */
function dropoutMask(shape: readonly number[], dropped: number, source: RandomSource): tfjs.Tensor {
  const backend = nativeBackend();
  const size = shape.reduce((product, each) => product * each, 1);
  const words = draw("StatelessRandomUniformFullInt", INT32, [Math.ceil(size / 4)], source);
  const bytes = backend.executeSingleOutput(
    "Bitcast",
    [typeAttribute("T", INT32), typeAttribute("type", UINT8)],
    [words],
  );
  // Compared as bytes: a quarter of what numbers would take through memory.
  const least = backend.executeSingleOutput(
    "Cast",
    [typeAttribute("SrcT", INT32), typeAttribute("DstT", UINT8), falseAttribute("Truncate")],
    [tf.scalar(dropped, "int32")],
  );
  const kept = backend.executeSingleOutput(
    "GreaterEqual",
    [typeAttribute("T", UINT8)],
    [bytes, least],
  );
  const mask = tf.mul(tf.cast(kept, "float32"), 256 / (256 - dropped));
  return tf.reshape(tf.slice(tf.reshape(mask, [-1]), 0, size), [...shape]);
}

/** Sites are spread over the key's 32 bits by an odd multiplier. */
const SITE_STRIDE = 0x9e3779b1 | 0;

function draw(
  op: string,
  dtype: number,
  shape: readonly number[],
  { seed, site }: RandomSource,
  bounds: readonly tfjs.Tensor[] = [],
): tfjs.Tensor {
  const shift = tf.tensor1d([Math.imul(site, SITE_STRIDE), 0], "int32");
  const key = tf.add(seed, shift);
  const attributes = [
    typeAttribute("dtype", dtype),
    typeAttribute("T", INT32),
    typeAttribute("Tseed", INT32),
  ];
  const size = tf.tensor1d([...shape], "int32");
  return nativeBackend().executeSingleOutput(op, attributes, [size, key, ...bounds]);
}

function falseAttribute(name: string): OpAttribute {
  return { name, type: nativeBackend().binding.TF_ATTR_BOOL, value: false };
}
