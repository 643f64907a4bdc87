import { escapeHtml } from "../figures";
import { type Heading, renderMarkdown } from "./markdown";
import { joinText, type Notebook } from "./Notebook";
import { PAGE_STYLE } from "./pageStyle";
import { packedPlotly, UNPACK_AND_DRAW } from "./plotlyScript";
import { renderCodeCell } from "./renderCell";
import { notebookFigures } from "./renderFigure";

/** An executed notebook in a report. */
export interface Chapter {
  /** Its file name without the ending; begins anchors and names of figures. */
  readonly stem: string;
  readonly notebook: Notebook;
}

export interface ReportOptions {
  readonly title: string;
  /** A sentence under the title. */
  readonly summary?: string;
  /** Tables of names and values at the end (parameters, versions), asked for once all has run. */
  readonly facts?: () => Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where the data come from and under which licence, a paragraph each. */
  readonly credits?: readonly string[];
}

/**
 * One HTML page out of executed notebooks. It holds all it needs: it opens from a disk without a
 * network.
 */
export function assembleReport(chapters: readonly Chapter[], options: ReportOptions): string {
  const parts = chapters.map(renderChapter);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(options.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents"><strong>Contents</strong><ol>
${parts.map(({ headings }) => contents(headings)).join("\n")}
</ol></nav>
<main>
<header><h1>${escapeHtml(options.title)}</h1>${options.summary ? `<p>${escapeHtml(options.summary)}</p>` : ""}</header>
${parts.map(({ html }) => html).join("\n")}
${footer(options)}
</main>
</div>
<script type="text/plain" id="plotly-packed">${packedPlotly()}</script>
<script>${UNPACK_AND_DRAW}</script>
</body>
</html>
`;
}

function renderChapter({ stem, notebook }: Chapter): { html: string; headings: Heading[] } {
  const figures = notebookFigures(stem, notebook).values();
  const headings: Heading[] = [];
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type === "code") return renderCodeCell(cell, () => figures.next().value!);
    if (cell.cell_type === "raw") return "";
    const text = renderMarkdown(joinText(cell.source), `${stem}-${index}`);
    headings.push(...text.headings);
    return text.html;
  });
  return {
    html: `<section class="notebook" id="${stem}">\n${cells.join("\n")}\n</section>`,
    headings,
  };
}

/** The chapter's first heading, with those of the second level under it. */
function contents(headings: readonly Heading[]): string {
  const link = ({ id, html }: Heading): string => `<a href="#${id}">${html}</a>`;
  const [first, ...others] = headings.filter(({ level }) => level <= 2);
  if ((first as Heading | undefined) === undefined) return "";
  const inner = others.map((heading) => `<li>${link(heading)}</li>`).join("");
  return `<li>${link(first)}${inner ? `<ol>${inner}</ol>` : ""}</li>`;
}

function footer({ facts = () => ({}), credits = [] }: ReportOptions): string {
  const tables = Object.entries(facts()).map(([title, values]) => {
    const rows = Object.entries(values).map(
      ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
    );
    return `<h2>${escapeHtml(title)}</h2><dl>${rows.join("")}</dl>`;
  });
  const sources = credits.length
    ? `<h2>Data</h2>${credits.map((credit) => `<p>${escapeHtml(credit)}</p>`).join("")}`
    : "";
  return `<footer>${tables.join("\n")}${sources}</footer>`;
}
