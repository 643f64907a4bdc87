import { type Figure, type FigureOptions } from "./Figure";
import { numberText, percentText } from "./numberText";
import { LOSS_COLOUR, PALETTE } from "./palette";
import { composeFigure } from "./template";

export interface AuditSteps {
  /** Rows read. */
  readonly rowsIn: number;
  /** What each rule took out, in the order in which the rules ran. */
  readonly steps: readonly { readonly rule: string; readonly dropped: number }[];
}

/**
 * From rows read to rows kept: what each cleaning rule took out.
 *
 * @throws RangeError if rules drop more rows than were read
 */
export function auditWaterfall(audit: AuditSteps, options: FigureOptions = {}): Figure {
  const { rowsIn, steps } = audit;
  const labels = ["rows read", ...steps.map(({ rule }) => rule), "rows kept"];
  const kept: number[] = [rowsIn];
  for (const { dropped } of steps) kept.push(kept[kept.length - 1] - dropped);
  const rowsOut = kept[kept.length - 1];
  if (rowsOut < 0) {
    throw new RangeError(`auditWaterfall requires at most ${rowsIn} dropped rows, got ${rowsIn - rowsOut}`);
  }
  kept.push(rowsOut);
  const dropped = [0, ...steps.map((step) => step.dropped), 0];
  return composeFigure(
    {
      name: "audit-waterfall",
      title:
        rowsOut === rowsIn
          ? `Cleaning kept all ${numberText(rowsIn)} rows`
          : `Cleaning kept ${numberText(rowsOut)} of ${numberText(rowsIn)} rows ` +
            `(${percentText(rowsOut / rowsIn)})`,
      traces: [
        {
          type: "bar",
          orientation: "h",
          name: "kept",
          x: kept,
          y: labels,
          marker: {
            color: labels.map((_, row) =>
              row === 0 || row === labels.length - 1 ? PALETTE[0] : "#BCD5E6",
            ),
          },
          text: labels.map((_, row) =>
            row === 0 || row === labels.length - 1 ? numberText(kept[row]) : "",
          ),
          textposition: "inside",
          insidetextanchor: "end",
          insidetextfont: { color: "#FFFFFF" },
        },
        {
          type: "bar",
          orientation: "h",
          name: "dropped by the rule",
          x: dropped,
          y: labels,
          marker: { color: LOSS_COLOUR },
          text: dropped.map((count, row) =>
            row === 0 || row === labels.length - 1 ? "" : `−${numberText(count)}`,
          ),
          textposition: "outside",
          cliponaxis: false,
        },
      ],
      x: { title: "rows (count)", more: { range: [0, rowsIn * 1.12] } },
      y: { title: "", more: { type: "category", autorange: "reversed" } },
      height: 90 + 34 * labels.length,
      more: {
        barmode: "stack",
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", traceorder: "normal" },
      },
    },
    options,
  );
}
