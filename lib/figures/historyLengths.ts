import { type Figure, type FigureOptions } from "./Figure";
import { numberText } from "./numberText";
import { PALETTE } from "./palette";
import { composeFigure, logTicks } from "./template";

/**
 * Quantiles of history lengths: how many interactions a user at each quantile has.
 *
 *     q(p): the smallest length that a share p of the users doesn't exceed
 *
 * @param lengths - interactions of each user, above 0, any order
 * @throws RangeError if there is no user, or one of length 0
 */
export function historyLengths(lengths: ArrayLike<number>, options: FigureOptions = {}): Figure {
  const rising = Float64Array.from(lengths).sort();
  if (!(rising[0] > 0)) {
    throw new RangeError(
      `historyLengths requires lengths above 0, got ${rising.length === 0 ? "none" : rising[0]}`,
    );
  }
  const quantile = (share: number): number =>
    rising[Math.max(0, Math.ceil(share * rising.length) - 1)];
  const shares = Array.from({ length: 101 }, (_, percent) => percent / 100);
  return composeFigure(
    {
      name: "history-lengths",
      title:
        `Half of the users have at most ${numberText(quantile(0.5))} interactions, ` +
        `the busiest ${numberText(rising[rising.length - 1])}`,
      traces: [
        {
          type: "scatter",
          mode: "lines",
          x: shares,
          y: shares.map(quantile),
          line: { color: PALETTE[0], width: 3, shape: "vh" },
          hovertemplate: "%{x:.0%} of users: at most %{y:,}<extra></extra>",
        },
        {
          type: "scatter",
          mode: "markers+text",
          x: [0.1, 0.5, 0.9],
          y: [0.1, 0.5, 0.9].map(quantile),
          text: [0.1, 0.5, 0.9].map((share) => numberText(quantile(share))),
          textposition: "top left",
          marker: { color: PALETTE[1], size: 10 },
          hoverinfo: "skip",
        },
      ],
      x: { title: "share of users, shortest history first", percent: true },
      y: { title: "interactions of a user (count)", log: true, more: logTicks(rising) },
    },
    options,
  );
}
