import { type InterestDistribution } from "../interests";
import { klDivergence } from "../metrics";
import { type Forecaster } from "./Forecaster";
import { type InterestWindows } from "./InterestWindows";

/**
 * How many windows a forecaster needs to notice that a user has changed: windows seen since the
 * change until its forecast is nearer to what the user has become than to what the user was.
 *
 *     delay = least d with KL(after || forecast) < KL(before || forecast), d windows after the change
 *
 * @param changeWindow - the first window of the changed user, from 1; 0: no change; shape [users]
 * @param truth - true interests in a window
 * @returns shape [users]; 0 where the forecast was nearer before any window of the change was seen;
 * Infinity where it isn't noticed by the last window; NaN for who doesn't change
 */
export function noticeDelay(
  forecaster: Pick<Forecaster, "forecast">,
  windows: InterestWindows,
  {
    changeWindow,
    truth,
  }: {
    readonly changeWindow: ArrayLike<number>;
    readonly truth: (windowIndex: number) => InterestDistribution;
  },
): Float64Array {
  const delay = new Float64Array(windows.users.length).fill(NaN);
  const truths = Array.from({ length: windows.windowCount }, (_, window) => truth(window));
  for (let user = 0; user < windows.users.length; user++) {
    if (changeWindow[user] >= 1 && changeWindow[user] < windows.windowCount) delay[user] = Infinity;
  }
  for (let origin = 1; origin <= windows.windowCount; origin++) {
    const waiting = Array.from(delay.keys()).filter(
      (user) => delay[user] === Infinity && changeWindow[user] <= origin,
    );
    if (waiting.length === 0) continue;
    const [next] = forecaster.forecast(windows.until(origin).select(waiting)).horizons;
    const rowsOf = (window: (user: number) => number): Float32Array => {
      const values = new Float32Array(next.probabilities.values.length);
      waiting.forEach((user, row) => {
        values.set(truths[window(user)].row(user), row * windows.interests.length);
      });
      return values;
    };
    const nearness = (values: Float32Array): Float64Array =>
      klDivergence({ ...next.probabilities, values }, next.probabilities);
    const before = nearness(rowsOf((user) => changeWindow[user] - 1));
    const after = nearness(rowsOf((user) => changeWindow[user]));
    waiting.forEach((user, row) => {
      if (after[row] < before[row]) delay[user] = origin - changeWindow[user];
    });
  }
  return delay;
}
