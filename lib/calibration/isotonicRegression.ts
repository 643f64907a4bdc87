/** A rising step-and-ramp function: linear between its knots, constant outside them. */
export interface IsotonicFit {
  /** Rising, shape [knots]. */
  readonly x: Float64Array;
  /** Not falling, shape [knots]. */
  readonly y: Float64Array;
}

/**
 * The rising function nearest to the points in least squares, by pooling adjacent violators.
 * Points of equal x are pooled first.
 *
 * @param x - shape [points]
 * @param y - shape [points]
 * @throws RangeError if there are no points or the lengths disagree
 * @see Barlow, Bartholomew, Bremner and Brunk (1972), Statistical Inference under Order
 *   Restrictions
 */
export function isotonicRegression(x: ArrayLike<number>, y: ArrayLike<number>): IsotonicFit {
  if (x.length === 0 || x.length !== y.length) {
    throw new RangeError(
      `isotonicRegression requires as many x as y, at least one, got ${x.length} and ${y.length}`,
    );
  }
  const order = Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b]);
  interface Block {
    lowX: number;
    highX: number;
    sum: number;
    count: number;
  }
  const blocks: Block[] = [];
  const mean = (block: Block): number => block.sum / block.count;
  for (const i of order) {
    const last = blocks.at(-1);
    if (last?.highX === x[i] && last.lowX === x[i]) {
      last.sum += y[i];
      last.count++;
    } else blocks.push({ lowX: x[i], highX: x[i], sum: y[i], count: 1 });
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    let current = block;
    for (let last = pooled.at(-1); last && mean(last) >= mean(current); last = pooled.at(-1)) {
      pooled.pop();
      current = {
        lowX: last.lowX,
        highX: current.highX,
        sum: last.sum + current.sum,
        count: last.count + current.count,
      };
    }
    pooled.push(current);
  }
  const knots = pooled.flatMap((block) =>
    block.lowX === block.highX
      ? [[block.lowX, mean(block)]]
      : [
          [block.lowX, mean(block)],
          [block.highX, mean(block)],
        ],
  );
  return {
    x: Float64Array.from(knots, (knot) => knot[0]),
    y: Float64Array.from(knots, (knot) => knot[1]),
  };
}

/** The fitted function's value: linear between knots, constant outside them. */
export function isotonicValue({ x, y }: IsotonicFit, at: number): number {
  if (at <= x[0]) return y[0];
  const last = x.length - 1;
  if (at >= x[last]) return y[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return y[low] + ((y[high] - y[low]) * (at - x[low])) / (x[high] - x[low]);
}
