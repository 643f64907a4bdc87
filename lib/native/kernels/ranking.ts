import { finishBlock, roundOf, takeBlock } from "./rounds";
import { int32At, laneSum, multiplyAdd, rowAt } from "./vector";

// Pairwise ranking by stochastic gradient. Users are cut into blocks and items into chips; a cell
// is a block of users with a group of chips. The cells of one job share no user and no item, so
// threads never meet, and a cell's draws depend on its own seed only.

/** A 32-bit state of xorshift; never 0. */
function nextState(state: u32): u32 {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ (state << 5);
}

/** A number in [0, count) from a state. */
function below(state: u32, count: i32): i32 {
  return <i32>((<u64>state * <u64>count) >> 32);
}

/** Whether the row of user `user` holds `item`; columns rise within a row. */
function holds(rowStart: usize, columnIndex: usize, user: i32, item: i32): bool {
  let low = int32At(rowStart, user);
  let high = int32At(rowStart, user + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (int32At(columnIndex, middle) < item) low = middle + 1;
    else high = middle;
  }
  return low < int32At(rowStart, user + 1) && int32At(columnIndex, low) == item;
}

/** <x, y - z>; vectors are a multiple of 8 long. */
function margin(x: usize, y: usize, z: usize, bytes: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    const gap = f32x4.sub(v128.load(y + at), v128.load(z + at));
    even = multiplyAdd(v128.load(x + at), gap, even);
    const next = f32x4.sub(v128.load(y + at, 16), v128.load(z + at, 16));
    odd = multiplyAdd(v128.load(x + at, 16), next, odd);
  }
  return laneSum(f32x4.add(even, odd));
}

/** One gradient step of strength `push` on the three rows, all shrunk by `shrink` (1 - rate * reg). */
function step(x: usize, y: usize, z: usize, push: f32, shrink: f32, bytes: usize): void {
  const p = f32x4.splat(push);
  const s = f32x4.splat(shrink);
  for (let at: usize = 0; at < bytes; at += 32) {
    stepFour(x + at, y + at, z + at, p, s);
    stepFour(x + at + 16, y + at + 16, z + at + 16, p, s);
  }
}

function stepFour(x: usize, y: usize, z: usize, p: v128, s: v128): void {
  const xk = v128.load(x);
  const yk = v128.load(y);
  const zk = v128.load(z);
  const pushed = f32x4.mul(p, xk);
  v128.store(x, multiplyAdd(p, f32x4.sub(yk, zk), f32x4.mul(s, xk)));
  v128.store(y, multiplyAdd(s, yk, pushed));
  v128.store(z, f32x4.sub(f32x4.mul(s, zk), pushed));
}

/**
 * One pass over a log cut into blocks of users and groups of items by threads [from, to) of
 * threadCount (see `rounds`): each cell draws as many of its interactions (u, i) as it holds, with
 * replacement, each with items j of its own chips that u didn't choose.
 *
 * BPR (most = 0): one j, and a step along the gradient of ln sigmoid(<x_u, y_i - y_j>).
 * WARP (most > 0): up to `most` items j until one violates the margin, <x_u, y_i - y_j> < 1; after
 * t draws the step is weighted by ln(1 + (items - 1) / t) / ln(items): i's estimated rank.
 *
 * segments [blocks, chips]: where the entries of a user block and a chip start, an end last;
 * entryUser, entryItem [entries] in that order; groups [blocks, chipsPerGroup]: the chips of each
 * group; chipStart [chips + 1] into itemOrder. counts [blocks]: first pairs in the wrong order are
 * added up there. Scratch: 2 * chipsPerGroup.
 */
export function rankingCells(
  scratch: usize,
  from: i32,
  to: i32,
  segments: usize,
  entryUser: usize,
  entryItem: usize,
  groups: usize,
  chipStart: usize,
  itemOrder: usize,
  rowStart: usize,
  columnIndex: usize,
  users: usize,
  items: usize,
  rounds: usize,
  counts: usize,
  threadCount: i32,
  blockCount: i32,
  chipsPerGroup: i32,
  size: i32,
  bias: i32,
  seed: i32,
  rate: f32,
  regularization: f32,
  most: i32,
): void {
  const bytes = (<usize>size) << 2;
  const shrink: f32 = 1 - rate * regularization;
  const chipCount = blockCount * chipsPerGroup;
  const itemCount = int32At(chipStart, chipCount);
  const perRank: f32 = rate / Mathf.log(<f32>itemCount);
  for (let thread = from; thread < to; thread++) {
    for (;;) {
      const block = takeBlock(rounds, thread, threadCount, blockCount);
      if (block < 0) break;
      const round = roundOf(rounds, block);
      const group = groups + ((<usize>(((block + round) % blockCount) * chipsPerGroup)) << 2);
      // Running totals of the cell's entries and items over its chips.
      const entryTotals = scratch;
      const itemTotals = scratch + ((<usize>chipsPerGroup) << 2);
      let entryTotal = 0;
      let itemTotal = 0;
      for (let c = 0; c < chipsPerGroup; c++) {
        const chip = int32At(group, c);
        const segment = block * chipCount + chip;
        entryTotal += int32At(segments, segment + 1) - int32At(segments, segment);
        itemTotal += int32At(chipStart, chip + 1) - int32At(chipStart, chip);
        store<i32>(entryTotals + ((<usize>c) << 2), entryTotal);
        store<i32>(itemTotals + ((<usize>c) << 2), itemTotal);
      }
      if (itemTotal < 2) entryTotal = 0;
      let state: u32 = (<u32>seed) ^ (<u32>(block * blockCount + round + 1) * 0x9e3779b9);
      if (state == 0) state = 1;
      for (let warm = 0; warm < 8; warm++) state = nextState(state);
      let wrong = 0;
      for (let draw = 0; draw < entryTotal; draw++) {
        state = nextState(state);
        let rest = below(state, entryTotal);
        let c = runOf(entryTotals, rest);
        if (c > 0) rest -= int32At(entryTotals, c - 1);
        const entry = int32At(segments, block * chipCount + int32At(group, c)) + rest;
        const user = int32At(entryUser, entry);
        const x = rowAt(users, user, size);
        const y = rowAt(items, int32At(entryItem, entry), size);
        for (let trial = 1; trial <= max(1, most); trial++) {
          state = nextState(state);
          let place = below(state, itemTotal);
          c = runOf(itemTotals, place);
          if (c > 0) place -= int32At(itemTotals, c - 1);
          const other = int32At(itemOrder, int32At(chipStart, int32At(group, c)) + place);
          if (holds(rowStart, columnIndex, user, other)) continue;
          const z = rowAt(items, other, size);
          const gap = margin(x, y, z, bytes);
          if (gap <= 0 && trial == 1) wrong++;
          if (most > 0 && gap >= 1) continue;
          const push: f32 =
            most > 0
              ? perRank * Mathf.log(1 + <f32>(itemCount - 1) / <f32>trial)
              : rate / (1 + Mathf.exp(gap));
          step(x, y, z, push, shrink, bytes);
          store<f32>(x + ((<usize>bias) << 2), 1);
          break;
        }
      }
      const total = counts + ((<usize>block) << 2);
      store<i32>(total, load<i32>(total) + wrong);
      finishBlock(rounds, block, blockCount);
    }
  }
}

/** The run that holds a position, from the runs' running totals. */
function runOf(totals: usize, position: i32): i32 {
  let run = 0;
  while (position >= int32At(totals, run)) run++;
  return run;
}
