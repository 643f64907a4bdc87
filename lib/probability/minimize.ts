/** A function's value and gradient at a point. */
export type Objective = (point: Float64Array) => { value: number; gradient: Float64Array };

/** Options of `minimize`. */
export interface MinimizeOptions {
  readonly maxIterations?: number;
  /** Stops when no entry of the gradient is larger than this. */
  readonly gradientTolerance?: number;
  /** How many past steps shape the next one. */
  readonly memory?: number;
}

/** Where `minimize` stopped. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Whether the gradient's tolerance was met. */
  readonly converged: boolean;
}

/**
 * A local minimum of a smooth function, by limited-memory BFGS with a backtracking line search.
 * For likelihoods of a few to a few thousand parameters.
 *
 * A step is halved until it lowers the value enough (Armijo's condition); a pair of step and
 * gradient change of no positive curvature is left out of the memory. A value of Infinity or NaN
 * counts as too high, so that an objective may refuse points.
 *
 * @param start - shape [parameters]; not changed
 * @throws RangeError if the value at the start is not finite
 * @see Nocedal and Wright (2006), Numerical Optimization, algorithm 7.4
 */
export function minimize(
  objective: Objective,
  start: Float64Array,
  options: MinimizeOptions = {},
): Minimum {
  const { maxIterations = 500, gradientTolerance = 1e-8, memory = 10 } = options;
  let point: Float64Array = start.slice();
  let { value, gradient } = objective(point);
  if (!Number.isFinite(value)) {
    throw new RangeError(`minimize requires a finite value at the start, got ${value}`);
  }
  const past: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(gradient) <= gradientTolerance) {
      return { point, value, iterations: iteration, converged: true };
    }
    let direction: Float64Array = quasiNewton(gradient, past);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      past.length = 0;
      direction = gradient.map((g) => -g);
      slope = dot(direction, gradient);
    }
    let size = past.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = objective(moved(point, direction, size));
    while (!(next.value <= value + 1e-4 * size * slope)) {
      size /= 2;
      // No lower value along the descent direction: the limit of the arithmetic is reached.
      if (size < 1e-20) return { point, value, iterations: iteration, converged: false };
      next = objective(moved(point, direction, size));
    }
    const step = direction.map((d) => d * size);
    const change = next.gradient.map((g, i) => g - gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      past.push({ step, change, curvature });
      if (past.length > memory) past.shift();
    }
    point = moved(point, direction, size);
    ({ value, gradient } = next);
  }
  return { point, value, iterations: maxIterations, converged: false };
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** The two-loop recursion: minus the inverse Hessian's estimate times the gradient. */
function quasiNewton(gradient: Float64Array, past: readonly Pair[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const weights = new Float64Array(past.length);
  for (let i = past.length - 1; i >= 0; i--) {
    weights[i] = dot(past[i].step, direction) / past[i].curvature;
    add(direction, past[i].change, -weights[i]);
  }
  if (past.length > 0) {
    const { change, curvature } = past[past.length - 1];
    const scale = curvature / dot(change, change);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  past.forEach(({ step, change, curvature }, i) => {
    add(direction, step, weights[i] - dot(change, direction) / curvature);
  });
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function add(target: Float64Array, term: Float64Array, times: number): void {
  for (let i = 0; i < target.length; i++) target[i] += times * term[i];
}

function moved(point: Float64Array, direction: Float64Array, size: number): Float64Array {
  return point.map((x, i) => x + size * direction[i]);
}

function largest(vector: Float64Array): number {
  return vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
