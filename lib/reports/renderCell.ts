import { escapeHtml, PLOTLY_MIME } from "../figures";
import { type Cell, type CellOutput, hasTag, joinText } from "./Notebook";
import { type NamedFigure, renderFigure } from "./renderFigure";

/**
 * A code cell as HTML: its code folded away, then its outputs. The cell that sets the run's
 * parameters stays open.
 *
 * @param nextFigure - gives the notebook's figures in turn
 */
export function renderCodeCell(cell: Cell, nextFigure: () => NamedFigure): string {
  const outputs = (cell.outputs ?? []).map((output) => renderOutput(output, nextFigure)).join("\n");
  const source = joinText(cell.source).trim();
  if (source === "") return outputs;
  const isInjected = hasTag(cell, "injected-parameters");
  const seconds = cell.metadata.interestlab?.seconds;
  const time = seconds === undefined || seconds < 1 ? "" : ` · ${seconds.toFixed(1)} s`;
  const label = isInjected ? "Parameters of this run" : `Code${time}`;
  return (
    `<details class="code"${isInjected ? " open" : ""}><summary>${label}</summary>` +
    `<pre><code>${escapeHtml(source)}</code></pre></details>\n${outputs}`
  );
}

function renderOutput(output: CellOutput, nextFigure: () => NamedFigure): string {
  if (output.output_type === "stream") return renderText(joinText(output.text), output.name);
  const data = output.data ?? {};
  if (data[PLOTLY_MIME]) {
    const { figure, name } = nextFigure();
    return renderFigure(figure, name);
  }
  const html = joinText(data["text/html"]);
  if (html !== "") return `<div class="output table">${html}</div>`;
  const svg = joinText(data["image/svg+xml"]);
  if (svg !== "") return `<div class="output">${svg}</div>`;
  const png = joinText(data["image/png"]);
  if (png !== "") return `<img class="output" alt="" src="data:image/png;base64,${png.trim()}">`;
  return renderText(joinText(data["text/plain"]));
}

function renderText(text: string, stream = "stdout"): string {
  const plain = lastLines(text.replaceAll(ANSI_COLOURS, "")).trimEnd();
  return plain === "" ? "" : `<pre class="output ${stream}">${escapeHtml(plain)}</pre>`;
}

/** What a terminal would show: a carriage return begins its line anew. */
function lastLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.slice(line.trimEnd().lastIndexOf("\r") + 1))
    .join("\n");
}

const ANSI_COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, "g");
