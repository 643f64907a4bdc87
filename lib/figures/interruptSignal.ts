let waiting: AbortController | null = null;

/**
 * A signal that fires at the next interrupt: JupyterLab's stop button, or Ctrl-C on a terminal.
 *
 *     await model.fit(train, { signal: interruptSignal() });
 *
 * The kernel stops waiting for the cell by itself, but what the cell had started would go on
 * computing: the signal ends that. On a terminal a second Ctrl-C ends the process as always.
 */
export function interruptSignal(): AbortSignal {
  if (!waiting) {
    const controller = new AbortController();
    waiting = controller;
    process.once("SIGINT", () => {
      waiting = null;
      controller.abort(new Error("interrupted"));
    });
  }
  return waiting.signal;
}
