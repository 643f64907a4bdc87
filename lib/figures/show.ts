import { InterestDistribution } from "../interests";
import { type Figure, isFigure } from "./Figure";
import { interestBars } from "./interestBars";
import { displaySlot, type MimeBundle } from "./kernel";
import { percentText } from "./numberText";
import { populationHeatmap } from "./populationHeatmap";
import { escapeHtml, tableHtml, tableOf, type TableSource, tableText } from "./table";

export interface ShowOptions {
  /** Rows of a table shown at most; default 10. */
  readonly rowLimit?: number;
}

/** The MIME type of a Plotly figure in notebooks. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/**
 * Shows a figure, a table or a distribution: drawn in a notebook, as text elsewhere.
 *
 * A table is an object of columns, an array of records, a danfojs dataframe, or anything with
 * `toColumns()`. A distribution is drawn as a heat map (of one user: as bars), with a table of the
 * users' three likeliest interests.
 *
 * @throws TypeError if the value is none of these
 */
export function show(
  value: Figure | TableSource | InterestDistribution,
  options: ShowOptions = {},
): void {
  const given: unknown = value;
  if (typeof given !== "object" || given === null) {
    const kind = given === null ? "null" : typeof given;
    throw new TypeError(`show requires a figure, a table or a distribution, got ${kind}`);
  }
  if (isFigure(value)) {
    put(figureBundle(value));
  } else if (value instanceof InterestDistribution) {
    put(figureBundle(distributionFigure(value)));
    put(tableBundle(topInterests(value, options.rowLimit ?? 10), options));
  } else {
    put(tableBundle(value, options));
  }
}

function put(bundle: MimeBundle): void {
  const slot = displaySlot();
  if (slot) slot.show(bundle);
  else console.log(bundle["text/plain"]);
}

/** A figure in the forms a notebook knows: Plotly's, and words where Plotly is missing. */
export function figureBundle(figure: Figure): MimeBundle {
  const title = plainTitle(figure);
  return {
    [PLOTLY_MIME]: { ...figure, config: { displaylogo: false, responsive: true } },
    "text/html":
      `<p><strong>${escapeHtml(title)}</strong><br>` +
      `<small>An interactive figure: shown where JupyterLab's Plotly renderer is installed.</small></p>`,
    "text/plain": `[figure] ${title}`,
  };
}

/** A figure's title in one line, without its subtitle and markup. */
export function plainTitle(figure: Figure): string {
  const [title] = figure.layout.title.text.split("<br><span");
  return title.replaceAll("<br>", " ").replaceAll(/<[^>]+>/g, "");
}

function tableBundle(source: TableSource, options: ShowOptions): MimeBundle {
  const table = tableOf(source, options.rowLimit ?? 10);
  return { "text/html": tableHtml(table), "text/plain": tableText(table) };
}

function distributionFigure(distribution: InterestDistribution): Figure {
  if (distribution.users.length !== 1) return populationHeatmap(distribution);
  const [user] = distribution.users;
  return interestBars({
    user,
    interests: distribution.interests,
    probabilities: distribution.row(0),
  });
}

function topInterests(distribution: InterestDistribution, rowLimit: number): TableSource {
  return distribution.users.map((user, index) => {
    const top = index < rowLimit ? distribution.top(index, 3) : [];
    const shares = top.map(({ interest, probability }) => `${interest} ${percentText(probability)}`);
    return { user, "likeliest interests": shares.join(", ") };
  });
}
