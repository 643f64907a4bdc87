// The schedule of a log cut into blocks of users and of items. In round r block b of the users meets
// block (b + r) % blockCount of the items, which the block of users after it had the round before. So
// a block's next cell can run once the block after it is as far; cells that run at the same time share
// no user and no item, and the result doesn't depend on who runs which.
//
// Each thread has a strip of neighbouring blocks: their users stay in its cache, and so do the items,
// but for those that come over from the next strip. Rows that go from core to core cost more than the
// arithmetic on them; so a thread waits for its own next cell, and takes others' cells only when its
// own are done, or when their thread seems not to run at all.
//
// State [3 * blockCount + 1], 0 before a pass: rounds done of each block; whether one is under way; the
// number of cells done; whether a thread takes others' cells.

/** How often a thread looks at its blocks before it sleeps. */
const SPINS: i32 = 20_000;
/** How long it sleeps until it takes others' cells, in nanoseconds. */
const PATIENCE: i64 = 3_000_000;
/** What `atomic.wait` gives where nobody woke the thread. */
const TIMED_OUT: i32 = 2;

/** A block whose next cell is now the caller's to run; -1 once all is done. */
export function takeBlock(state: usize, thread: i32, threadCount: i32, blockCount: i32): i32 {
  const first = (thread * blockCount) / threadCount;
  const own = ((thread + 1) * blockCount) / threadCount - first;
  const finished = word(state, 2 * blockCount);
  const helps = word(state, 2 * blockCount + 1 + thread);
  let spin = 0;
  while (true) {
    const before = atomic.load<i32>(finished);
    const reach = load<i32>(helps) ? blockCount : own;
    let left = false;
    for (let i = 0; i < reach; i++) {
      const block = (first + i) % blockCount;
      const round = roundOf(state, block);
      if (round == blockCount) continue;
      left = true;
      if (roundOf(state, (block + 1) % blockCount) < round) continue;
      const busy = word(state, blockCount + block);
      if (atomic.cmpxchg<i32>(busy, 0, 1) != 0) continue;
      if (roundOf(state, block) == round) return block;
      // Another thread ran the cell in between.
      atomic.store<i32>(busy, 0);
    }
    if (!left) {
      if (reach == blockCount) return -1;
      store<i32>(helps, 1);
    } else if (++spin > SPINS && atomic.wait<i32>(finished, before, PATIENCE) == TIMED_OUT) {
      store<i32>(helps, 1);
    }
  }
}

/** The round that a block is in. */
export function roundOf(state: usize, block: i32): i32 {
  return atomic.load<i32>(word(state, block));
}

/** Says that the block's cell is done. */
export function finishBlock(state: usize, block: i32, blockCount: i32): void {
  atomic.add<i32>(word(state, block), 1);
  atomic.store<i32>(word(state, blockCount + block), 0);
  const finished = word(state, 2 * blockCount);
  atomic.add<i32>(finished, 1);
  atomic.notify(finished, -1);
}

function word(state: usize, index: i32): usize {
  return state + ((<usize>index) << 2);
}
