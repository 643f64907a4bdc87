import { escapeHtml, type Figure, PLOTLY_MIME } from "../figures";
import { type Notebook } from "./Notebook";

/** A figure of a notebook, with the name of its file: `3-model-training-loss`. */
export interface NamedFigure {
  readonly name: string;
  readonly figure: Figure;
}

/** The figures that a notebook shows, named after it, a number after names used twice. */
export function notebookFigures(stem: string, notebook: Notebook): NamedFigure[] {
  const used = new Map<string, number>();
  return notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap(({ data }) => (data?.[PLOTLY_MIME] ? [data[PLOTLY_MIME] as Figure] : []))
    .map((figure) => {
      const own = figureName(figure);
      const count = (used.get(own) ?? 0) + 1;
      used.set(own, count);
      return { name: `${stem}-${own}${count > 1 ? `-${count}` : ""}`, figure };
    });
}

/** Figures of others carry no name. */
function figureName(figure: Partial<Figure>): string {
  const meta = figure.layout?.meta as { name?: unknown } | undefined;
  return typeof meta?.name === "string" ? meta.name.replaceAll(/[^\w-]+/g, "-") : "figure";
}

/**
 * A figure's place in a page. Its title becomes a caption, which wraps on any screen; Plotly draws
 * the rest there.
 *
 * @param name - the anchor
 */
export function renderFigure(figure: Figure, name: string): string {
  const { layout, data } = figure;
  const [title, ...subtitle] = (layout.title as Figure["layout"]["title"] | undefined)?.text.split(
    /<br>(?=<span)/,
  ) ?? [""];
  const titleHeight = (layout.meta as { titleHeight?: number } | undefined)?.titleHeight ?? 0;
  const margin = (layout.margin ?? {}) as { t?: number };
  const height = (layout.height as number | undefined) ?? 420;
  const untitled = {
    ...layout,
    title: undefined,
    height: height - titleHeight,
    margin: { ...margin, t: (margin.t ?? titleHeight + 20) - titleHeight },
  };
  const words = (part: string): string => part.replaceAll("<br>", " ");
  const small = subtitle
    .map((part) => `<small>${escapeHtml(words(part).replaceAll(/<[^>]+>/g, ""))}</small>`)
    .join(" ");
  return (
    `<figure class="figure" id="${name}">` +
    `<figcaption>${escapeHtml(words(title))}${small}</figcaption>` +
    `<div class="plot" style="min-height: ${untitled.height}px">` +
    `<noscript>This figure is drawn by a script.</noscript></div>` +
    `<script type="application/json">${scriptJson({ data, layout: untitled })}</script></figure>`
  );
}

/** JSON that can't end the script element it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
