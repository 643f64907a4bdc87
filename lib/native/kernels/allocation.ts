import { float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

// Counts shared out over hidden causes, as in LDA, Poisson factorisation and KL factorisation:
// of the count n_e of entry e of row u, cause k gets the share a_uk b_ek / <a_u, b_e>.

/** out += sum over the row's entries of n_e b_e / <a, b_e>; times a it is what each cause got. */
function addShares(
  out: usize,
  a: usize,
  start: i32,
  end: i32,
  columnIndex: usize,
  value: usize,
  b: usize,
  size: i32,
): void {
  const bytes = (<usize>size) << 2;
  for (let e = start; e < end; e++) {
    const be = rowAt(b, int32At(columnIndex, e), size);
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      sum = multiplyAdd(v128.load(a + at), v128.load(be + at), sum);
    }
    const share = f32x4.splat(float32At(value, e) / max<f32>(laneSum(sum), 1e-30));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(out + at, multiplyAdd(share, v128.load(be + at), v128.load(out + at)));
    }
  }
}

/** out_uk = prior + what cause k got of row u's counts, k < causeCount; 0 for the places after. */
export function allocateRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  a: usize,
  b: usize,
  out: usize,
  size: i32,
  causeCount: i32,
  prior: f32,
): void {
  for (let row = from; row < to; row++) {
    const au = rowAt(a, row, size);
    const ou = rowAt(out, row, size);
    memory.fill(ou, 0, (<usize>size) << 2);
    const end = int32At(rowStart, row + 1);
    addShares(ou, au, int32At(rowStart, row), end, columnIndex, value, b, size);
    for (let k = 0; k < causeCount; k++) {
      store<f32>(ou + ((<usize>k) << 2), prior + float32At(ou, k) * float32At(au, k));
    }
  }
}

/** exp(digamma(x)), x > 0: recurrence up to 6, then the asymptotic series. */
function expDigamma(x: f64): f64 {
  let shift: f64 = 0;
  while (x < 6) {
    shift += 1 / x;
    x += 1;
  }
  const r = 1 / (x * x);
  const series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240))));
  return x * NativeMath.exp(-0.5 / x - series - shift);
}

/** out_rk = scale_k exp(digamma(x_rk)), k < causeCount. */
export function expDigammaRows(
  scratch: usize,
  from: i32,
  to: i32,
  x: usize,
  scale: usize,
  out: usize,
  size: i32,
  causeCount: i32,
): void {
  for (let row = from; row < to; row++) {
    const xr = rowAt(x, row, size);
    const or = rowAt(out, row, size);
    for (let k = 0; k < causeCount; k++) {
      const at = (<usize>k) << 2;
      store<f32>(or + at, float32At(scale, k) * <f32>expDigamma(<f64>float32At(xr, k)));
    }
  }
}

/**
 * For each row, up to `steps` coordinate steps of
 *
 *     a_u = exp(digamma(gamma_u)),   gamma_uk = prior + what cause k got of row u's counts
 *
 * until gamma's mean absolute change is at most `tolerance`. `a` and `gamma` are in place, gamma is
 * where the steps start. Scratch: size floats.
 */
export function dirichletRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  a: usize,
  b: usize,
  gamma: usize,
  size: i32,
  causeCount: i32,
  prior: f32,
  steps: i32,
  tolerance: f32,
): void {
  for (let row = from; row < to; row++) {
    const au = rowAt(a, row, size);
    const gu = rowAt(gamma, row, size);
    const start = int32At(rowStart, row);
    const end = int32At(rowStart, row + 1);
    for (let k = 0; k < causeCount; k++) {
      const at = (<usize>k) << 2;
      store<f32>(au + at, <f32>expDigamma(<f64>load<f32>(gu + at)));
    }
    for (let step = 0; step < steps; step++) {
      memory.fill(scratch, 0, (<usize>size) << 2);
      addShares(scratch, au, start, end, columnIndex, value, b, size);
      let change: f32 = 0;
      for (let k = 0; k < causeCount; k++) {
        const at = (<usize>k) << 2;
        const next = prior + load<f32>(scratch + at) * load<f32>(au + at);
        change += abs<f32>(next - load<f32>(gu + at));
        store<f32>(gu + at, next);
        store<f32>(au + at, <f32>expDigamma(<f64>next));
      }
      if (change <= tolerance * <f32>causeCount) break;
    }
  }
}

/**
 * Gamma posteriors of shape s_rk and rate rowRate_r + columnRate_k, k < causeCount:
 * weights_rk = exp(E[log]) = exp(digamma(s)) / rate, means_rk = s / rate.
 */
export function gammaRows(
  scratch: usize,
  from: i32,
  to: i32,
  shapes: usize,
  rowRate: usize,
  columnRate: usize,
  weights: usize,
  means: usize,
  size: i32,
  causeCount: i32,
): void {
  for (let row = from; row < to; row++) {
    const rate = float32At(rowRate, row);
    const first = <usize>row * ((<usize>size) << 2);
    for (let k = 0; k < causeCount; k++) {
      const at = first + ((<usize>k) << 2);
      const shape = load<f32>(shapes + at);
      const inverse: f32 = 1 / (rate + float32At(columnRate, k));
      store<f32>(weights + at, <f32>expDigamma(<f64>shape) * inverse);
      store<f32>(means + at, shape * inverse);
    }
  }
}
