import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { escapeHtml, plainTitle } from "../figures";
import { chromiumInstallCommand, chromiumProgram, launchChromium } from "./chromium";
import { PAGE_STYLE } from "./pageStyle";
import { DRAW, plotlyFile } from "./plotlyScript";
import { type NamedFigure, renderFigure, scriptJson } from "./renderFigure";
import { writeWhole } from "./writeWhole";

/** What was saved where. */
export interface SavedFigures {
  readonly folder: string;
  readonly count: number;
  /** Why there are no PNGs, and what to do; null where there are. */
  readonly missingPng: string | null;
}

const WIDTH = 900;

/**
 * Saves figures as interactive pages, which share one `plotly.js` beside them, and as PNG through
 * Chromium where one is found.
 */
export async function saveFigures(
  figures: readonly NamedFigure[],
  folder: string,
): Promise<SavedFigures> {
  mkdirSync(folder, { recursive: true });
  sharePlotly(path.join(folder, "plotly.js"));
  for (const named of figures)
    writeWhole(path.join(folder, `${named.name}.html`), figurePage(named));
  const program = chromiumProgram();
  const missingPng = program
    ? null
    : `no PNG of the figures: Chromium was not found; install it: ${chromiumInstallCommand()}`;
  if (program && figures.length > 0) await savePngs(figures, folder, program);
  return { folder, count: figures.length, missingPng };
}

function sharePlotly(file: string): void {
  const source = plotlyFile();
  if (existsSync(file) && statSync(file).size === statSync(source).size) return;
  copyFileSync(source, `${file}.part`);
  renameSync(`${file}.part`, file);
}

function figurePage({ figure, name }: NamedFigure): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(plainTitle(figure))}</title>
<style>${PAGE_STYLE}</style>
<script src="plotly.js"></script>
</head>
<body>
<div style="max-width: 60rem; margin: 0 auto; padding: 0 1rem">
${renderFigure(figure, name)}
</div>
<script>${DRAW}</script>
</body>
</html>
`;
}

/** Runs in the page, which has Plotly. */
declare const Plotly: {
  toImage(figure: unknown, options: object): Promise<string>;
};

/** All figures in one page, drawn one by one at twice the size. */
async function savePngs(
  figures: readonly NamedFigure[],
  folder: string,
  program: string,
): Promise<void> {
  const browser = await launchChromium(program);
  try {
    const page = await browser.newPage();
    await page.route(/^https?:/, (route) => route.abort());
    await page.goto(pathToFileURL(path.join(folder, `${figures[0].name}.html`)).href);
    for (const { name, figure } of figures) {
      const options = { format: "png", width: WIDTH, height: figure.layout.height, scale: 2 };
      const url = await page.evaluate(
        async ([json, how]) => Plotly.toImage(JSON.parse(json), how),
        [scriptJson({ data: figure.data, layout: figure.layout }), options] as const,
      );
      writeWhole(path.join(folder, `${name}.png`), Buffer.from(url.split(",")[1], "base64"));
    }
  } finally {
    await browser.close();
  }
}
