import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { bars, figureBundle, lorenzCurve, populationHeatmap } from "../../lib/figures";
import { denseMatrix } from "../../lib/matrices";
import {
  chromiumInstallCommand,
  chromiumProgram,
  launchChromium,
  notebookFigures,
  saveFigures,
} from "../../lib/reports";
import { assembleReport } from "../../lib/reports/assembleReport";
import { type Notebook } from "../../lib/reports/Notebook";
import { writeWhole } from "../../lib/reports/writeWhole";

/** A notebook of a few figures, for when no report was made yet. */
function sampleNotebook(): Notebook {
  const figures = [
    bars({ labels: ["EASE", "CNN"], values: [2, 1] }, { title: "Two bars", value: "count" }),
    lorenzCurve([1, 2, 3, 40]),
    populationHeatmap({
      users: ["1", "2"],
      interests: ["戏剧", "Comedy"],
      probabilities: denseMatrix(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2, 2),
    }),
  ];
  const text = "# Sample\n\nAn equation: $x^2$\n\n$$\\sum_i p_i = 1$$";
  return {
    cells: [
      { cell_type: "markdown", source: text, metadata: {} },
      ...figures.map((figure) => ({
        cell_type: "code" as const,
        source: "show(figure);",
        metadata: {},
        outputs: [{ output_type: "display_data" as const, data: figureBundle(figure) }],
      })),
    ],
  };
}

/** Opens a page from the disk with the network blocked; gives what went wrong and what it asked for. */
async function open(t: TestContext, file: string, width: number) {
  const program = chromiumProgram();
  assert.ok(program, `Chromium is missing: ${chromiumInstallCommand()}`);
  const browser = await launchChromium(program);
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  await page.context().setOffline(true);
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html[data-drawn]", { timeout: 60_000, state: "attached" });
  return { page, requests, complaints };
}

/** Every figure's drawn size, [width, height]; [0, 0] where nothing was drawn. */
async function drawnSizes(page: Page): Promise<[number, number][]> {
  return page.evaluate<
    [number, number][]
  >(`Array.from(document.querySelectorAll(".figure"), (place) => {
    const box = place.querySelector(".js-plotly-plot svg.main-svg")?.getBoundingClientRect();
    return box ? [box.width, box.height] : [0, 0];
  })`);
}

function assertDrawn(sizes: readonly [number, number][]): void {
  assert.ok(sizes.length > 0, "the page has no figure");
  for (const [width, height] of sizes)
    assert.ok(width > 200 && height > 100, `${width} x ${height}`);
}

function assertOffline(requests: readonly string[]): void {
  const outside = requests.filter((url) => !/^(file|data|blob):/.test(url));
  assert.deepEqual(outside, []);
}

test("the report draws every figure, without an error or a request to the network", async (t) => {
  const made = path.resolve("report/index.html");
  const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const isMade = existsSync(made);
  const file = isMade ? made : path.join(folder, "index.html");
  if (!isMade) {
    const chapter = { stem: "sample", notebook: sampleNotebook() };
    writeWhole(file, assembleReport([chapter], { title: "Sample" }));
    t.diagnostic("report/index.html is not there yet: a sample was opened in its place");
  }
  const { page, requests, complaints } = await open(t, file, 1280);
  assertDrawn(await drawnSizes(page));
  assert.deepEqual(complaints, []);
  assertOffline(requests);
  assert.deepEqual(
    requests.filter((url) => url.startsWith("file:")),
    [pathToFileURL(file).href],
  );
  mkdirSync("report", { recursive: true });
  await page.screenshot({ path: "report/screenshot.png", fullPage: true });
});

test("on a narrow screen nothing is wider than the page", async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "index.html");
  const chapter = { stem: "sample", notebook: sampleNotebook() };
  writeWhole(file, assembleReport([chapter], { title: "Sample" }));
  const { page } = await open(t, file, 390);
  assertDrawn(await drawnSizes(page));
  const width = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(width) <= 390, `the page is ${width as number} pixels wide`);
});

test("a saved figure draws from its own page and the script beside it", async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const saved = await saveFigures(notebookFigures("sample", sampleNotebook()), folder);
  assert.deepEqual([saved.count, saved.missingPng], [3, null]);
  for (const name of ["sample-bars", "sample-lorenz-curve", "sample-population-heatmap"]) {
    assert.ok(existsSync(path.join(folder, `${name}.png`)), name);
  }
  const { page, requests, complaints } = await open(t, path.join(folder, "sample-bars.html"), 900);
  assertDrawn(await drawnSizes(page));
  assert.deepEqual(complaints, []);
  assertOffline(requests);
});
