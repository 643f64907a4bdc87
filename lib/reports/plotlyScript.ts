import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** The file of the Plotly bundle that the package depends on. */
export function plotlyFile(): string {
  return require.resolve("plotly.js-dist/plotly.js");
}

/**
 * Plotly inside a page, packed: the page unpacks it by `DecompressionStream`. The bundle's text
 * has 11 MB; packed it takes about 3.
 */
export function packedPlotly(): string {
  return gzipSync(readFileSync(plotlyFile()), { level: 9 }).toString("base64");
}

/** Draws what the page holds; run once Plotly is there. */
const DRAW_FIGURES = `
function drawFigures() {
  for (const place of document.querySelectorAll(".figure")) {
    const { data, layout } = JSON.parse(place.querySelector("script").textContent);
    const plot = place.querySelector(".plot");
    plot.textContent = "";
    Plotly.newPlot(plot, data, layout, { responsive: true, displaylogo: false });
  }
  document.documentElement.dataset.drawn = "true";
}`;

/** The script at the end of a page that holds packed Plotly in the element \`plotly-packed\`. */
export const UNPACK_AND_DRAW: string = `${DRAW_FIGURES}
(async () => {
  const text = atob(document.getElementById("plotly-packed").textContent.trim());
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(plain).text();
  document.head.append(script);
  drawFigures();
})();`;

/** The script of a page that has Plotly already. */
export const DRAW: string = `${DRAW_FIGURES}\ndrawFigures();`;
