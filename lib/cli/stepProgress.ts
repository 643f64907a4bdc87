/** Names each step of long work on stderr as it is done, on a terminal, in one line. */
export function stepProgress(): { step(name: string): void; stop(): void } {
  const { stderr } = process;
  const start = Date.now();
  const clear = () => {
    if (stderr.isTTY) stderr.write("\r\u001b[K");
  };
  return {
    step(name) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(`${((Date.now() - start) / 1000).toFixed(1)} s  ${name}`);
    },
    stop: clear,
  };
}
