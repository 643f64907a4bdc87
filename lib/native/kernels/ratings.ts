import { finishBlock, roundOf, takeBlock } from "./rounds";
import { dot, float32At, int32At, laneSum, multiplyAdd, rowAt } from "./vector";

// Factors of ratings by stochastic gradient on (r - mean - <x_u, y_i>)^2. Vectors end in the two
// offsets: x = [factors, b_u, 1], y = [factors, 1, b_i], so that the offsets learn like factors.

/** Sets a place of a vector back to 1. */
function keepOne(x: usize, place: i32): void {
  store<f32>(x + ((<usize>place) << 2), 1);
}

/** x = shrink x + push y and y = shrink y + push x, both from the old ones. */
function step(x: usize, y: usize, push: f32, shrink: f32, bytes: usize): void {
  const p = f32x4.splat(push);
  const s = f32x4.splat(shrink);
  for (let at: usize = 0; at < bytes; at += 32) {
    const x0 = v128.load(x + at);
    const x1 = v128.load(x + at, 16);
    const y0 = v128.load(y + at);
    const y1 = v128.load(y + at, 16);
    v128.store(x + at, multiplyAdd(p, y0, f32x4.mul(s, x0)));
    v128.store(x + at, multiplyAdd(p, y1, f32x4.mul(s, x1)), 16);
    v128.store(y + at, multiplyAdd(p, x0, f32x4.mul(s, y0)));
    v128.store(y + at, multiplyAdd(p, x1, f32x4.mul(s, y1)), 16);
  }
}

/**
 * One pass over a log cut into blocks of users and of items by threads [from, to) of threadCount; see
 * `rounds`. segments [blockCount * blockCount + 1]: where the entries of each cell (block of users,
 * block of items) start. totals [blockCount]: squared errors are added up there. Vectors are a
 * multiple of 8 long.
 */
export function ratingCells(
  scratch: usize,
  from: i32,
  to: i32,
  segments: usize,
  entryUser: usize,
  entryItem: usize,
  entryValue: usize,
  users: usize,
  items: usize,
  state: usize,
  totals: usize,
  threadCount: i32,
  blockCount: i32,
  size: i32,
  offset: i32,
  mean: f32,
  rate: f32,
  regularization: f32,
): void {
  const bytes = (<usize>size) << 2;
  const shrink: f32 = 1 - rate * regularization;
  for (let thread = from; thread < to; thread++) {
    for (;;) {
      const block = takeBlock(state, thread, threadCount, blockCount);
      if (block < 0) break;
      const cell = block * blockCount + ((block + roundOf(state, block)) % blockCount);
      const end = int32At(segments, cell + 1);
      let squares: f64 = 0;
      for (let e = int32At(segments, cell); e < end; e++) {
        const x = rowAt(users, int32At(entryUser, e), size);
        const y = rowAt(items, int32At(entryItem, e), size);
        const error: f32 = float32At(entryValue, e) - mean - dot(x, y, size);
        squares += <f64>error * <f64>error;
        step(x, y, rate * error, shrink, bytes);
        keepOne(x, offset + 1);
        keepOne(y, offset);
      }
      const total = totals + ((<usize>block) << 3);
      store<f64>(total, load<f64>(total) + squares);
      finishBlock(state, block, blockCount);
    }
  }
}

/**
 * One pass of SVD++ over the users [from, to), in order: x_u + z_u with
 * z_u = |N_u|^(-1/2) sum over j in N_u of f_j in place of x_u. Each rating adds the same to all f_j
 * of the user and shrinks them alike, so z_u is followed exactly and the f_j are set once a user.
 * total: one double, squared errors. Scratch: 3 * size floats.
 */
export function svdPlusPlusRows(
  scratch: usize,
  from: i32,
  to: i32,
  rowStart: usize,
  columnIndex: usize,
  value: usize,
  users: usize,
  items: usize,
  feedback: usize,
  total: usize,
  size: i32,
  offset: i32,
  mean: f32,
  rate: f32,
  regularization: f32,
): void {
  const bytes = (<usize>size) << 2;
  const kept: f32 = 1 - rate * regularization;
  const shrink = f32x4.splat(kept);
  const z = scratch;
  const added = scratch + bytes;
  let squares: f64 = 0;
  for (let user = from; user < to; user++) {
    const start = int32At(rowStart, user);
    const end = int32At(rowStart, user + 1);
    if (start == end) continue;
    const root: f32 = 1 / sqrt<f32>(<f32>(end - start));
    memory.fill(z, 0, 2 * bytes);
    for (let e = start; e < end; e++) {
      const f = rowAt(feedback, int32At(columnIndex, e), size);
      for (let at: usize = 0; at < bytes; at += 16) {
        const zk = v128.load(z + at);
        v128.store(z + at, multiplyAdd(f32x4.splat(root), v128.load(f + at), zk));
      }
    }
    const x = rowAt(users, user, size);
    let left: f32 = 1;
    for (let e = start; e < end; e++) {
      const y = rowAt(items, int32At(columnIndex, e), size);
      let sum = f32x4.splat(0);
      for (let at: usize = 0; at < bytes; at += 16) {
        const both = f32x4.add(v128.load(x + at), v128.load(z + at));
        sum = multiplyAdd(both, v128.load(y + at), sum);
      }
      const error: f32 = float32At(value, e) - mean - laneSum(sum);
      squares += <f64>error * <f64>error;
      const push = f32x4.splat(rate * error);
      const pushRoot = f32x4.splat(rate * error * root);
      for (let at: usize = 0; at < bytes; at += 16) {
        const xk = v128.load(x + at);
        const yk = v128.load(y + at);
        const zk = v128.load(z + at);
        v128.store(x + at, multiplyAdd(push, yk, f32x4.mul(shrink, xk)));
        v128.store(y + at, multiplyAdd(push, f32x4.add(xk, zk), f32x4.mul(shrink, yk)));
        // |N| times |N|^(-1/2) times the push's |N|^(-1/2) is 1.
        v128.store(z + at, multiplyAdd(push, yk, f32x4.mul(shrink, zk)));
        const dk = f32x4.mul(shrink, v128.load(added + at));
        v128.store(added + at, multiplyAdd(pushRoot, yk, dk));
      }
      keepOne(x, offset + 1);
      keepOne(y, offset);
      clearOffsets(z, offset);
      clearOffsets(added, offset);
      left *= kept;
    }
    for (let e = start; e < end; e++) {
      const f = rowAt(feedback, int32At(columnIndex, e), size);
      for (let at: usize = 0; at < bytes; at += 16) {
        const fk = f32x4.mul(f32x4.splat(left), v128.load(f + at));
        v128.store(f + at, f32x4.add(fk, v128.load(added + at)));
      }
    }
  }
  store<f64>(total, load<f64>(total) + squares);
}

/** The offsets' places have no feedback. */
function clearOffsets(z: usize, offset: i32): void {
  store<f32>(z + ((<usize>offset) << 2), 0);
  store<f32>(z + ((<usize>offset) << 2), 0, 4);
}
