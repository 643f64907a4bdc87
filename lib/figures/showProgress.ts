import { displaySlot } from "./kernel";
import { numberText } from "./numberText";
import { escapeHtml } from "./table";

/** What a running fit tells; `FitProgress` of a model is one. */
export interface Progress {
  /** What is counted: "epoch", "iteration". */
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  readonly loss?: number;
}

/** Redrawn at most this often. */
const PERIOD_MS = 100;

/**
 * Draws progress as it is told: one bar in a notebook's cell, one line on a terminal, nothing
 * elsewhere.
 *
 *     await model.fit(train, { onProgress: showProgress("CNN") });
 */
export function showProgress(label: string): (progress: Progress) => void {
  const start = Date.now();
  const draw = painter();
  let drawn = -Infinity;
  return (progress) => {
    const now = Date.now();
    const isLast = progress.done >= progress.total;
    if (!isLast && now - drawn < PERIOD_MS) return;
    drawn = now;
    draw(progress, progressText(label, progress, now - start), isLast);
  };
}

/** "CNN: 3 of 20 epochs, loss 2.31, 4.2 s" */
export function progressText(label: string, progress: Progress, elapsedMs: number): string {
  const { unit, done, total, loss } = progress;
  return [
    `${label}: ${numberText(done)} of ${numberText(total)} ${unit}${total === 1 ? "" : plural(unit)}`,
    ...(loss === undefined ? [] : [`loss ${numberText(loss)}`]),
    `${(elapsedMs / 1000).toFixed(1)} s`,
  ].join(", ");
}

function plural(unit: string): string {
  return /(s|x|ch|sh)$/.test(unit) && unit !== "epoch" ? "es" : "s";
}

type Painter = (progress: Progress, text: string, isLast: boolean) => void;

function painter(): Painter {
  const slot = displaySlot();
  if (slot) {
    return ({ done, total }, text) => {
      const bar = `<progress value="${done}" max="${total}"></progress>`;
      slot.show({
        "text/html": `<div class="interestlab-progress">${bar} ${escapeHtml(text)}</div>`,
        "text/plain": text,
      });
    };
  }
  if (!process.stderr.isTTY) return () => undefined;
  return ({ done, total }, text, isLast) => {
    const filled = Math.round((20 * done) / Math.max(total, 1));
    const bar = "█".repeat(filled) + "░".repeat(20 - filled);
    process.stderr.write(`\r\x1b[K${bar} ${text}${isLast ? "\n" : ""}`);
  };
}
