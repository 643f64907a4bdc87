import { logGamma } from "../probability";
import { type InterestWindows } from "./InterestWindows";
import { LARGEST_HORIZON } from "./Forecaster";

/** Between these, as logarithms, the precision is sought. */
const LOWEST = -7;
const HIGHEST = 7;

/**
 * By how much concentrations are to be multiplied at each horizon, so that what came is likeliest
 * under the Dirichlet-multinomial: the farther, the less is known.
 *
 * @param concentrationsAt - concentrations of a user's forecast made after a window, shape
 *   [interests]; the array may be reused
 * @returns factors for 1 to 12 windows ahead; those for which the windows are too few repeat the last
 */
export function fitPrecision(
  windows: InterestWindows,
  concentrationsAt: (user: number, window: number) => ArrayLike<number>,
): Float64Array {
  const factors = new Float64Array(LARGEST_HORIZON).fill(1);
  const made = windows.users.map((_, user) =>
    Array.from({ length: windows.windowCount - 1 }, (_, window) =>
      Float64Array.from(concentrationsAt(user, window)),
    ),
  );
  for (let horizon = 1; horizon <= LARGEST_HORIZON; horizon++) {
    const pairs: { concentrations: Float64Array; counts: Float32Array }[] = [];
    made.forEach((byWindow, user) => {
      for (let window = 0; window + horizon < windows.windowCount; window++) {
        const counts = windows.row(user, window + horizon);
        if (counts.some((count) => count > 0)) {
          pairs.push({ concentrations: byWindow[window], counts });
        }
      }
    });
    factors[horizon - 1] =
      pairs.length === 0
        ? factors[Math.max(0, horizon - 2)]
        : Math.exp(
            lowest((logFactor) =>
              pairs.reduce(
                (sum, { concentrations, counts }) =>
                  sum - logMarginal(concentrations, counts, Math.exp(logFactor)),
                0,
              ),
            ),
          );
  }
  return factors;
}

/**
 * The Dirichlet-multinomial's log-likelihood of counts, without the multinomial coefficient.
 *
 * @param factor - multiplies the concentrations
 */
export function logMarginal(
  concentrations: ArrayLike<number>,
  counts: ArrayLike<number>,
  factor = 1,
): number {
  let total = 0;
  let known = 0;
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    const concentration = factor * concentrations[k];
    known += concentration;
    if (counts[k] === 0) continue;
    total += counts[k];
    sum +=
      counts[k] === 1
        ? Math.log(concentration)
        : logGamma(concentration + counts[k]) - logGamma(concentration);
  }
  return sum + logGamma(known) - logGamma(known + total);
}

/** Where a function of one peakless valley is lowest, by golden section. */
function lowest(loss: (x: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [LOWEST, HIGHEST];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [leftLoss, rightLoss] = [loss(left), loss(right)];
  while (high - low > 0.02) {
    if (leftLoss < rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - ratio * (high - low);
      leftLoss = loss(left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + ratio * (high - low);
      rightLoss = loss(right);
    }
  }
  return (low + high) / 2;
}
