import { type Interactions } from "../data";
import { type DenseMatrix, matrixRow } from "../matrices";
import { type Model } from "./Model";

/** Options of `fitTemperature`. */
export interface TemperatureOptions {
  /** Leave items of the fitted log out of the candidates, and of what is predicted. */
  readonly excludeSeen?: boolean;
  /** At most this many users, evenly spread over those with held-out interactions. */
  readonly userLimit?: number;
}

/** What `fitTemperature` found. */
export interface FittedTemperature {
  readonly temperature: number;
  /** Mean of -ln p(item) over the held-out interactions, in nats. */
  readonly logLossNats: number;
  /** How many held-out interactions it rests on. */
  readonly interactionCount: number;
}

/** Temperatures are sought within this factor of the scores' own spread. */
const WIDEST = 1e4;

/**
 * Sets the temperature T with which a model's scores say most about held-out interactions:
 *
 *     max over T of sum over held-out (u, i) of ln p(i | u),   p(i | u) = softmax_i(s(u, .) / T)
 *
 * The sum is concave in 1 / T, so a golden-section search finds its one maximum. The candidates
 * are the items that the user hasn't seen in the fitted log, unless `excludeSeen` is false.
 * Held-out rows of unknown users or items, or of excluded items, are passed over. The
 * temperature is kept by `save`; a new fit resets it to 1.
 *
 * @throws RangeError if the model's rule isn't softmax, or no held-out row is left
 */
export function fitTemperature(
  model: Model,
  heldOut: Interactions,
  { excludeSeen = true, userLimit = 2000 }: TemperatureOptions = {},
): FittedTemperature {
  if (model.probabilityRule !== "softmax") {
    throw new RangeError(
      `fitTemperature requires a model whose rule is softmax, ` +
        `got ${model.name} with ${model.probabilityRule}`,
    );
  }
  const targets = heldOutTargets(model, heldOut, excludeSeen, userLimit);
  const interactionCount = targets.reduce((sum, { items }) => sum + items.length, 0);
  if (interactionCount === 0) {
    throw new RangeError(
      `fitTemperature requires held-out interactions of known users with known ` +
        `${excludeSeen ? "unseen " : ""}items, got none in ${heldOut.count} rows`,
    );
  }
  const scores = model.scores(Int32Array.from(targets, ({ user }) => user));
  const excluded = excludeSeen
    ? targets.map(({ user }) => model.seen.rowColumns(user))
    : targets.map(() => new Int32Array(0));
  const centred = centre(scores, excluded);
  const loss = (temperature: number): number =>
    totalLogLoss(centred, targets, temperature) / interactionCount;
  const spread = scoreSpread(centred);
  const logTemperature =
    spread === 0
      ? 0
      : goldenSection(
          (x) => loss(Math.exp(x)),
          Math.log(spread / WIDEST),
          Math.log(spread * WIDEST),
        );
  model.temperature = Math.exp(logTemperature);
  return { temperature: model.temperature, logLossNats: loss(model.temperature), interactionCount };
}

interface Target {
  readonly user: number;
  readonly items: number[];
}

/** Held-out items by user, in positions of the model's vocabularies. */
function heldOutTargets(
  model: Model,
  heldOut: Interactions,
  excludeSeen: boolean,
  userLimit: number,
): Target[] {
  const itemsOf = new Map<number, number[]>();
  for (let row = 0; row < heldOut.count; row++) {
    const userId = heldOut.users.ids[heldOut.userIndex[row]];
    const itemId = heldOut.items.ids[heldOut.itemIndex[row]];
    if (!model.users.has(userId) || !model.items.has(itemId)) continue;
    const user = model.users.indexOf(userId);
    const item = model.items.indexOf(itemId);
    if (excludeSeen && model.seen.rowColumns(user).includes(item)) continue;
    const items = itemsOf.get(user);
    if (items) items.push(item);
    else itemsOf.set(user, [item]);
  }
  const targets = [...itemsOf].map(([user, items]) => ({ user, items }));
  const step = Math.max(1, targets.length / userLimit);
  const count = Math.min(targets.length, userLimit);
  return Array.from({ length: count }, (_, i) => targets[Math.floor(i * step)]);
}

/** Scores less their row's highest, -Infinity where excluded: exp never overflows. */
function centre(scores: DenseMatrix, excluded: readonly Int32Array[]): DenseMatrix {
  const centred = { ...scores, values: Float32Array.from(scores.values) };
  excluded.forEach((items, row) => {
    const values = matrixRow(centred, row);
    for (const item of items) values[item] = -Infinity;
    let highest = -Infinity;
    for (const score of values) if (score > highest) highest = score;
    for (let item = 0; item < values.length; item++) values[item] -= highest;
  });
  return centred;
}

/** The mean distance of the finite scores from their row's highest. */
function scoreSpread({ values }: DenseMatrix): number {
  let sum = 0;
  let count = 0;
  for (const score of values) {
    if (score === -Infinity) continue;
    sum -= score;
    count++;
  }
  return count > 0 ? sum / count : 0;
}

function totalLogLoss(
  scores: DenseMatrix,
  targets: readonly Target[],
  temperature: number,
): number {
  let total = 0;
  targets.forEach(({ items }, row) => {
    const values = matrixRow(scores, row);
    let sum = 0;
    for (const score of values) sum += Math.exp(score / temperature);
    const logSum = Math.log(sum);
    for (const item of items) total += logSum - values[item] / temperature;
  });
  return total;
}

/** The minimum of a function with one valley, to 1e-4. */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let atLeft = f(left);
  let atRight = f(right);
  while (high - low > 1e-4) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
