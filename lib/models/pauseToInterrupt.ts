/**
 * Lets timers, signals and a notebook's interrupt be served in the midst of long work.
 *
 * @throws the signal's reason if it was aborted
 */
export async function pauseToInterrupt(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
