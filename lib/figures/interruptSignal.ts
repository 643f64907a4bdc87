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
    // Not at once: the kernel starts a cell by Node's vm with `breakOnSigint`, and a handler that
    // is installed before the cell's first await is gone after it, the signal then ends the kernel.
    setImmediate(() => {
      process.once("SIGINT", () => {
        waiting = null;
        controller.abort(new DOMException("interrupted", "AbortError"));
      });
    });
  }
  return waiting.signal;
}
