/**
 * The least cost of moving one heap of mass into another: the transportation problem, solved by
 * cheapest augmenting paths (Bellman-Ford on the residual network of sources and sinks).
 *
 * Mass common to a source and a sink of distance 0 moves first, for nothing. Amounts below 1e-15
 * count as moved, and a difference of the two totals (rounding) stays where it is.
 *
 * @param supply - shape [n], at least 0
 * @param demand - shape [n], of the same total
 * @param cost - of a unit from i to j at `cost[i * n + j]`, at least 0
 * @see Ahuja, Magnanti, Orlin (1993), Network Flows, section 9.7
 */
export function transportCost(
  supply: ArrayLike<number>,
  demand: ArrayLike<number>,
  cost: ArrayLike<number>,
): number {
  const n = supply.length;
  const left = Float64Array.from(supply);
  const owed = Float64Array.from(demand);
  const flow = new Float64Array(n * n);
  for (let i = 0; i < n; i++) move(i, i, cost[i * n + i] === 0 ? Math.min(left[i], owed[i]) : 0);
  for (;;) {
    const path = cheapestPath(left, owed, flow, cost);
    if (!path) break;
    let amount = Math.min(left[path[0]], owed[path[path.length - 1]]);
    // A path alternates source, sink, source, sink, ...: steps back along flow can carry so much.
    for (let step = 2; step < path.length; step += 2) {
      amount = Math.min(amount, flow[path[step] * n + path[step - 1]]);
    }
    left[path[0]] -= amount;
    owed[path[path.length - 1]] -= amount;
    for (let step = 0; step < path.length; step += 2) {
      flow[path[step] * n + path[step + 1]] += amount;
      if (step > 0) flow[path[step] * n + path[step - 1]] -= amount;
    }
  }
  let total = 0;
  for (let cell = 0; cell < n * n; cell++) if (flow[cell] > 0) total += flow[cell] * cost[cell];
  return total;

  function move(source: number, sink: number, amount: number): void {
    flow[source * n + sink] += amount;
    left[source] -= amount;
    owed[sink] -= amount;
  }
}

const NOTHING = 1e-15;

/** From a source with mass left to a sink that is owed some, or null if all is moved. */
function cheapestPath(
  left: Float64Array,
  owed: Float64Array,
  flow: Float64Array,
  cost: ArrayLike<number>,
): number[] | null {
  const n = left.length;
  const sourceCost = Float64Array.from(left, (mass) => (mass > NOTHING ? 0 : Infinity));
  const sinkCost = new Float64Array(n).fill(Infinity);
  const sourceBefore = new Int32Array(n).fill(-1); // the sink that a source is reached from
  const sinkBefore = new Int32Array(n).fill(-1); // the source that a sink is reached from
  for (let changed = true; changed;) {
    changed = false;
    for (let source = 0; source < n; source++) {
      if (sourceCost[source] === Infinity) continue;
      for (let sink = 0; sink < n; sink++) {
        const there = sourceCost[source] + cost[source * n + sink];
        if (there < sinkCost[sink] - NOTHING) {
          sinkCost[sink] = there;
          sinkBefore[sink] = source;
          changed = true;
        }
      }
    }
    for (let source = 0; source < n; source++) {
      for (let sink = 0; sink < n; sink++) {
        if (flow[source * n + sink] <= NOTHING || sinkCost[sink] === Infinity) continue;
        const back = sinkCost[sink] - cost[source * n + sink];
        if (back < sourceCost[source] - NOTHING) {
          sourceCost[source] = back;
          sourceBefore[source] = sink;
          changed = true;
        }
      }
    }
  }
  let last = -1;
  for (let sink = 0; sink < n; sink++) {
    if (owed[sink] <= NOTHING || sinkCost[sink] === Infinity) continue;
    if (last < 0 || sinkCost[sink] < sinkCost[last]) last = sink;
  }
  if (last < 0) return null;
  const path: number[] = [];
  for (let sink = last; sink >= 0; sink = sourceBefore[path[0]]) {
    path.unshift(sinkBefore[sink], sink);
  }
  return path;
}
