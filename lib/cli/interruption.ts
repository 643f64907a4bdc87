/**
 * A signal for long work that fires at the first Ctrl-C; a second one ends the process at once.
 * Hand it to `fit` and its like: `model.fit(log, { signal: interruption() })`.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort(new DOMException("interrupted by Ctrl-C", "AbortError"));
  });
  return controller.signal;
}
